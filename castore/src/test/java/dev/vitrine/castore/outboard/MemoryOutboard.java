package dev.vitrine.castore.outboard;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An outboard in memory that a test can damage; a file that replaces it is read into memory. */
final class MemoryOutboard implements StoredOutboard {
    private final Path directory;
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile Optional<byte[]> bytes = Optional.empty();

    MemoryOutboard(Path directory) {
        this.directory = directory;
    }

    void set(byte[] outboard) {
        bytes = Optional.of(outboard);
    }

    Optional<byte[]> bytes() {
        return bytes;
    }

    /** How often nodes were asked for. */
    int opened() {
        return opened.get();
    }

    @Override
    public boolean isMissing() {
        return bytes.isEmpty();
    }

    @Override
    public Optional<Nodes> open(long length) {
        opened.incrementAndGet();
        return bytes.filter(all -> all.length == length).map(OpenNodes::new);
    }

    @Override
    public Path newFile() {
        return directory.resolve("file" + files.getAndIncrement());
    }

    @Override
    public void replace(Path file) throws IOException {
        set(Files.readAllBytes(file));
        Files.delete(file);
    }

    private static final class OpenNodes implements Nodes {
        private final byte[] all;

        OpenNodes(byte[] all) {
            this.all = all;
        }

        @Override
        public void read(long position, byte[] target) throws IOException {
            if (position + target.length > all.length) {
                throw new EOFException();
            }
            System.arraycopy(all, (int) position, target, 0, target.length);
        }

        @Override
        public void close() {}
    }
}
