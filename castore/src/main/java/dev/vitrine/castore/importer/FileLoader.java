package dev.vitrine.castore.importer;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.importer.TreeVisitor.Place;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Turns open files into blobs, one after the other, through one buffer off the heap: memory does not grow with the file. Not
 * thread-safe: each thread has one of its own.
 */
final class FileLoader {
    private static final int BUFFER = 256 * 1024;

    /** Files that fit in it are handed over as a whole; for them a writer of their own would cost more than their bytes. */
    private static final int SMALL = 64 * 1024;

    private final RawFiles files = new RawFiles();
    private final MemorySegment segment = Arena.ofAuto().allocate(BUFFER);
    private final ByteBuffer buffer = segment.asByteBuffer();
    private final BlobBatch batch;
    private final ImportListener listener;
    private final BooleanSupplier stopped;

    /** How many bytes of the file at hand were read. */
    private long length;

    /** @param stopped asked between two reads; once it is true, loading ends as if interrupted */
    FileLoader(BlobBatch batch, ImportListener listener, BooleanSupplier stopped) {
        this.batch = batch;
        this.listener = listener;
        this.stopped = stopped;
    }

    /**
     * The node of a file: from memory if it is what it was at the last import and the store has its bytes, else by reading it.
     *
     * @param seen the files of its directory
     * @param name by which it is known there
     */
    FileNode load(Place file, SeenDirectory seen, RawName name) throws IOException {
        Optional<FileNode> unchanged = seen.knows(name) ? unchanged(file, seen, name) : Optional.empty();
        if (unchanged.isPresent()) {
            listener.unchanged(unchanged.get().size());
            return unchanged.get();
        }
        try (OpenFile open = OpenFile.open(files, file)) {
            FileNode node = load(open);
            seen.found(name, open.before(), node);
            return node;
        }
    }

    private Optional<FileNode> unchanged(Place file, SeenDirectory seen, RawName name) throws IOException {
        FileStat now = stat(file);
        Optional<FileNode> node = seen.unchanged(name, now);
        if (node.isEmpty() || !batch.has(node.get().digest())) {
            return Optional.empty();
        }
        seen.found(name, now, node.get());
        return node;
    }

    private FileStat stat(Place place) throws ImportException {
        try {
            return files.stat(place.directory(), place.name());
        } catch (ErrnoException e) {
            throw ImportException.unreadable(place.location(), e);
        }
    }

    /**
     * Reads the file to its end.
     *
     * @throws ImportException if it cannot be read, or is another one afterwards than when it was opened
     */
    private FileNode load(OpenFile file) throws IOException {
        length = 0;
        Blake3.expect(file.before().size());
        Digest digest = isSmall(file) && fill(file) ? put(file) : big(file);
        listener.fileDone(length);
        return new FileNode(digest, length, file.before().executable());
    }

    private Digest put(OpenFile file) throws IOException {
        checkUnchanged(file);
        return batch.put(buffer);
    }

    /** As it was when it was opened. */
    private static boolean isSmall(OpenFile file) {
        return file.before().size() <= SMALL;
    }

    /** A small file that has grown meanwhile is read on like a big one, so as to find out. */
    private Digest big(OpenFile file) throws IOException {
        Optional<Digest> shared = isSmall(file) ? Optional.empty() : batch.share(file.path());
        if (shared.isPresent()) {
            length = file.before().size();
            listener.bytesRead(length);
            checkUnchanged(file);
            return shared.get();
        }
        if (!isSmall(file)) {
            fill(file);
        }
        return stream(file);
    }

    private Digest stream(OpenFile file) throws IOException {
        try (BlobWriter writer = batch.create()) {
            while (buffer.hasRemaining()) {
                writer.write(buffer);
                fill(file);
            }
            checkUnchanged(file);
            return writer.finish();
        }
    }

    /**
     * Fills the buffer and says whether the file ended: where its size said so, which is looked at again afterwards, or where a read
     * found nothing.
     */
    private boolean fill(OpenFile file) throws IOException {
        long expected = file.before().size();
        int filled = 0;
        int count = -1;
        while (filled < BUFFER && count != 0 && (expected == 0 || length + filled != expected)) {
            count = read(file, segment.asSlice(filled));
            filled += count;
        }
        buffer.clear().limit(filled);
        length += filled;
        listener.bytesRead(filled);
        return count == 0 || length == expected;
    }

    private int read(OpenFile file, MemorySegment into) throws IOException {
        if (stopped.getAsBoolean()) {
            throw TreeWalk.interrupted();
        }
        try {
            return files.read(file.descriptor(), into);
        } catch (ErrnoException e) {
            throw ImportException.unreadable(file.location(), e);
        }
    }

    private void checkUnchanged(OpenFile file) throws IOException {
        FileStat after;
        try {
            after = files.stat(file.descriptor());
        } catch (ErrnoException e) {
            throw ImportException.unreadable(file.location(), e);
        }
        if (length != after.size() || !after.equals(file.before())) {
            throw ImportException.changed(file.location());
        }
    }
}
