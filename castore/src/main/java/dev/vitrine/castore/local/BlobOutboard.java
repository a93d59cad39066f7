package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.StoredOutboard;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The outboard of a blob that is a file, as a file beside it. Thread-safe. */
final class BlobOutboard implements StoredOutboard {
    private final BlobFiles files;
    private final Digest digest;
    private final Scratch scratch;
    private final Failures failures;

    BlobOutboard(BlobFiles files, Digest digest, Scratch scratch, Failures failures) {
        this.files = files;
        this.digest = digest;
        this.scratch = scratch;
        this.failures = failures;
    }

    @Override
    public boolean isMissing() {
        return Files.notExists(files.outboard(digest));
    }

    /** By {@link RandomAccessFile}, which interrupts do not close. */
    @Override
    public Optional<Nodes> open(long bytes) throws Unavailable {
        try {
            RandomAccessFile file = new RandomAccessFile(files.outboard(digest).toFile(), "r");
            if (file.length() == bytes) {
                return Optional.of(new OpenNodes(file));
            }
            file.close();
            return Optional.empty();
        } catch (FileNotFoundException e) {
            if (isMissing()) {
                return Optional.empty();
            }
            throw failures.io("read an outboard of", e);
        } catch (IOException e) {
            throw failures.io("read an outboard of", e);
        }
    }

    @Override
    public Path newFile() {
        return scratch.newFile();
    }

    /** Not where the blob itself is gone: nobody would ever look for it there. Need not survive a crash, as it can be made again. */
    @Override
    public void replace(Path file) throws IOException {
        if (Files.notExists(files.path(digest))) {
            throw new NoSuchFileException(files.path(digest).toString());
        }
        Files.move(file, files.outboard(digest), StandardCopyOption.ATOMIC_MOVE);
    }

    private record OpenNodes(RandomAccessFile file) implements Nodes {
        @Override
        public void read(long position, byte[] target) throws IOException {
            file.seek(position);
            file.readFully(target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
