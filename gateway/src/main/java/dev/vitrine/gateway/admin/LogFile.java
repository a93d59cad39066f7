package dev.vitrine.gateway.admin;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A file that is only ever appended to. Whoever rotates logs moves it away: within a second it is found not to be what its name leads
 * to any more, and is opened anew. Until then lines go to the moved file, so none is lost.
 */
final class LogFile implements LogSink {
    /** The names of users and the addresses of clients are not for everybody. */
    private static final String MODE = "rw-r-----";

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path path;
    private FileChannel channel;
    private Optional<Object> identity;
    private long looked = System.nanoTime();

    private LogFile(Path path) throws IOException {
        this.path = path;
        this.channel = append(path);
        this.identity = identity(path);
    }

    static LogFile open(Path path) throws IOException {
        try {
            return new LogFile(path.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException("cannot write the access log " + path + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return Objects.requireNonNullElse(reason, "permission denied");
    }

    private static FileChannel append(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(CREATE, APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
    }

    /** The device and inode that the name leads to; empty if it leads nowhere. */
    private static Optional<Object> identity(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class))
                    .map(BasicFileAttributes::fileKey);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        reopenIfMoved();
        while (lines.hasRemaining()) {
            channel.write(lines);
        }
    }

    private void reopenIfMoved() throws IOException {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        if (!channel.isOpen() || !identity.equals(identity(path)) || identity.isEmpty()) {
            FileChannel old = channel;
            channel = append(path);
            identity = identity(path);
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
