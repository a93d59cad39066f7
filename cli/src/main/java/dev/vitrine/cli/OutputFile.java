package dev.vitrine.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that a command writes: it takes the name when all of it is there, and what was there by then stays as long. What is no regular
 * file, such as a fifo or {@code /dev/null}, is written to as it is. For one thread.
 */
final class OutputFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private Optional<Path> unfinished;

    private OutputFile(Path file, FileChannel channel, Optional<Path> unfinished) {
        this.file = file;
        this.channel = channel;
        this.unfinished = unfinished;
    }

    /** Begins to write beside the file, through a symlink to where that leads. */
    static OutputFile of(Path file) throws IOException {
        if (!Files.exists(file)) {
            return beside(file);
        }
        Path real = file.toRealPath();
        return Files.isRegularFile(real)
                ? beside(real)
                : new OutputFile(real, FileChannel.open(real, StandardOpenOption.WRITE), Optional.empty());
    }

    private static OutputFile beside(Path file) throws IOException {
        Path unfinished = file.resolveSibling(".vitrine-" + UUID.randomUUID());
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new OutputFile(file, channel, Optional.of(unfinished));
    }

    /** Writes all that remains in the buffer. */
    void bytes(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** All of it is there, durably. */
    void finish() throws IOException {
        if (unfinished.isPresent()) {
            channel.force(false);
            Files.move(unfinished.get(), file, StandardCopyOption.ATOMIC_MOVE);
            unfinished = Optional.empty();
        }
    }

    /** Leaves nothing behind of what was not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (unfinished.isPresent()) {
            Files.deleteIfExists(unfinished.get());
        }
    }
}
