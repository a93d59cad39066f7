package dev.vitrine.castore.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bytes in memory as long as they are few, and in a new file, written to as they come, from when they are more. Not thread-safe. */
final class Spill implements AutoCloseable {
    /** A longer heap buffer would be copied to native memory as a whole. */
    private static final int PIECE = 256 << 10;

    /** In bytes: fewer zeros are written like anything else. */
    private static final int HOLE = 64 << 10;

    private static final ByteBuffer ZEROS = ByteBuffer.allocate(PIECE).asReadOnlyBuffer();

    /** Nobody writes to a blob once it is finished. Who may read it is for the umask to say. */
    private static final FileAttribute<?> READ_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--"));

    private final int limit;
    private final Path path;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final EarlyWriting early;
    private @Nullable FileChannel file;
    private long size;

    /**
     * Keeps up to {@code limit} bytes in memory.
     *
     * @param path of the file, if it comes to one
     */
    Spill(int limit, Path path) {
        this.limit = limit;
        this.path = path;
        this.early = new EarlyWriting(path);
    }

    /** The bytes of another file, without copying them: both share the disk's blocks. Empty where the file systems cannot. */
    static Optional<Spill> sharing(Path other, Path path) throws IOException {
        if (!share(other, path)) {
            Files.deleteIfExists(path);
            return Optional.empty();
        }
        Spill shared = new Spill(0, path);
        shared.file = FileChannel.open(path, StandardOpenOption.READ);
        shared.size = shared.file.size();
        return Optional.of(shared);
    }

    private static boolean share(Path other, Path path) throws IOException {
        int source = DiskCalls.openToRead(other);
        try {
            int target = DiskCalls.create(path);
            try {
                return DiskCalls.share(source, target);
            } finally {
                DiskCalls.close(target);
            }
        } finally {
            DiskCalls.close(source);
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        size += bytes.remaining();
        if (size > limit) {
            writeAll(file(), bytes);
            early.reached(size);
        } else {
            byte[] few = new byte[bytes.remaining()];
            bytes.get(few);
            memory.writeBytes(few);
        }
    }

    /** The file, which has taken over what was in memory. */
    private FileChannel file() throws IOException {
        if (file == null) {
            file = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), READ_ONLY);
            writeAll(file, ByteBuffer.wrap(memory.toByteArray()));
            memory.reset();
        }
        return file;
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        int limit = bytes.limit();
        while (bytes.hasRemaining()) {
            bytes.limit(Math.min(limit, bytes.position() + PIECE));
            if (isHole(bytes)) {
                file.position(file.position() + bytes.remaining());
                bytes.position(bytes.limit());
            } else {
                file.write(bytes);
            }
            bytes.limit(limit);
        }
    }

    /** Zeros that are many need neither be written nor take room: the file system gives them for what was skipped. */
    private static boolean isHole(ByteBuffer piece) {
        return piece.remaining() >= HOLE && piece.mismatch(ZEROS.slice(0, piece.remaining())) < 0;
    }

    /** A file ends with the last byte that was written to it. */
    private void writeEnd(FileChannel to) throws IOException {
        if (to.size() < size) {
            to.write(ZEROS.slice(0, 1), size - 1);
        }
    }

    /** How many bytes were written. */
    long size() {
        return size;
    }

    boolean isInMemory() {
        return file == null;
    }

    /** All bytes, while they are in memory. */
    ByteBuffer memory() {
        return ByteBuffer.wrap(memory.toByteArray());
    }

    /** Reads what is in the file; a negative number at its end. */
    int read(long position, ByteBuffer into) throws IOException {
        return file().read(into, position);
    }

    /** Hands the file over to the caller, who has to make it durable. */
    Path detach() throws IOException {
        writeEnd(file());
        file().close();
        file = null;
        early.close();
        return path;
    }

    /** Deletes the file unless it was handed over. */
    @Override
    public void close() throws IOException {
        early.close();
        if (file != null) {
            file.close();
            file = null;
            Files.deleteIfExists(path);
        }
    }
}
