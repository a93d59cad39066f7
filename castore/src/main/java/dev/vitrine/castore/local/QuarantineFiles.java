package dev.vitrine.castore.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The directory where bad bytes are kept. What was found bad before under the same name is replaced. Thread-safe. */
final class QuarantineFiles {
    private final Path directory;

    QuarantineFiles(Path directory) {
        this.directory = directory;
    }

    /** Keeps bytes, durably. */
    void keep(String name, ByteBuffer bytes) throws IOException {
        Durable.createDirectories(directory);
        try (FileChannel file = FileChannel.open(
                directory.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Durable.sync(directory);
    }

    /** Moves a file here, durably. */
    void take(String name, Path file) throws IOException {
        Durable.createDirectories(directory);
        Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Durable.sync(directory);
        Path left = file.getParent();
        if (left != null) {
            Durable.sync(left);
        }
    }
}
