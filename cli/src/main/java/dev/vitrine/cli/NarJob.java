package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.nar.NarException;
import dev.vitrine.castore.nar.NarImporter;
import dev.vitrine.castore.root.RootName;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/** A NAR whose contents are to become a root. */
record NarJob(PathComponent name, Path source) implements RootJob {
    private static final byte[] SUFFIX = ".nar".getBytes(UTF_8);

    /** A job whose root has the name of the file, which must exist, without {@code .nar} at its end. */
    static NarJob of(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString(), null, "there is no such file");
        }
        byte[] last = RootName.defaultFor(source).toByteArray();
        int before = last.length - SUFFIX.length;
        boolean hasSuffix = before > 0 && Arrays.equals(last, before, last.length, SUFFIX, 0, SUFFIX.length);
        return new NarJob(RootName.of(hasSuffix ? Arrays.copyOf(last, before) : last), source);
    }

    /** Whether the source is stdin, which has no name. */
    static boolean isStdin(Path source) {
        return source.toString().equals("-");
    }

    @Override
    public ImportedRoot run(
            Store store,
            ImportOptions options,
            ImportProgress progress,
            Function<ImportProgress, ImportDisplay> display)
            throws IOException {
        NarImporter importer = new NarImporter(store.blobs(), store.directories());
        try (FileInputStream nar = open();
                Pin _ = store.pin();
                ImportDisplay _ = display.apply(progress)) {
            return importer.importAs(store.mutableRoots(), name, nar, length(), progress);
        } catch (NarException e) {
            throw new IOException((isStdin(source) ? "stdin" : source) + ": " + e.getMessage(), e);
        }
    }

    private FileInputStream open() throws IOException {
        return isStdin(source) ? new FileInputStream(FileDescriptor.in) : new FileInputStream(source.toFile());
    }

    /** Of what comes through a pipe nobody knows it. */
    private long length() throws IOException {
        return !isStdin(source) && Files.isRegularFile(source) ? Files.size(source) : Long.MAX_VALUE;
    }
}
