package dev.vitrine.castore.importer;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one import knows of the import before it, and what it leaves to the next. It only ever saves reading: whatever goes wrong with
 * its files is logged, and no import fails of it. Thread-safe.
 */
final class ImportMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportMemory.class);

    private final long began;
    private final SeenFiles earlier;
    private Optional<SeenFilesWriter> writer;

    private ImportMemory(long began, SeenFiles earlier, Optional<SeenFilesWriter> writer) {
        this.began = began;
        this.earlier = earlier;
        this.writer = writer;
    }

    /** Knows nothing and leaves nothing. */
    static ImportMemory none() {
        return new ImportMemory(0, SeenFiles.nothing(), Optional.empty());
    }

    /**
     * That of one source.
     *
     * @param directory where the files are kept, one for each source
     * @param source a real path
     * @param beginning when this import began
     */
    static ImportMemory of(Path directory, Path source, Instant beginning) {
        long began = Math.multiplyExact(beginning.toEpochMilli(), 1_000_000L);
        Path file = directory.resolve(Blake3.digest(PathBytes.of(source)).hex());
        try {
            return new ImportMemory(began, SeenFiles.read(file), Optional.of(SeenFilesWriter.of(file)));
        } catch (IOException e) {
            LOG.info("the next import will read every file again: {}", e.toString());
            return new ImportMemory(began, SeenFiles.read(file), Optional.empty());
        }
    }

    /** The files of a directory that the walk enters. */
    SeenDirectory entered(FileStat.Key directory) {
        return earlier.directory(directory)
                .map(encoding -> SeenDirectory.after(directory, began, encoding))
                .orElseGet(() -> new SeenDirectory(directory, began));
    }

    /** All files of a directory are known. */
    synchronized void through(SeenDirectory directory) {
        withWriter(file -> file.add(directory));
    }

    /** Everything that was seen is in the store, durably. */
    synchronized void finish() {
        withWriter(SeenFilesWriter::finish);
    }

    private void withWriter(Step step) {
        try {
            if (writer.isPresent()) {
                step.take(writer.get());
            }
        } catch (IOException e) {
            LOG.info("the next import will read every file again: {}", e.toString());
            close();
        }
    }

    private interface Step {
        void take(SeenFilesWriter file) throws IOException;
    }

    /** Leaves what was there before, unless this was finished. Harmless when repeated. */
    @Override
    public synchronized void close() {
        Optional<SeenFilesWriter> last = writer;
        writer = Optional.empty();
        try {
            if (last.isPresent()) {
                last.get().close();
            }
        } catch (IOException e) {
            LOG.debug("an unfinished file stays behind", e);
        }
    }
}
