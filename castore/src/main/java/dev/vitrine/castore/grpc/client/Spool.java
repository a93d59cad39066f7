package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A blob on its way here: in memory as long as it is short, and then in a file that has no name, so that it is gone with the process,
 * however that ends. Nobody reads it before it is whole. For one thread.
 */
final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    /** The longest blob that stays in memory, in bytes. */
    static final int IN_MEMORY = 1 << 20;

    /** A longer heap buffer would be copied to native memory as a whole. */
    private static final int PIECE = 256 << 10;

    private final RemoteStoreOptions options;
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long size;

    Spool(RemoteStoreOptions options) {
        this.options = options;
    }

    /**
     * Takes what remains in the buffer.
     *
     * @throws Corrupt if that is more than any blob may have
     */
    void write(ByteBuffer bytes) throws Corrupt, Unavailable {
        size += bytes.remaining();
        if (size > options.maxBlob()) {
            throw new Corrupt("a blob of more than " + options.maxBlob() + " bytes is not taken");
        }
        try {
            if (size <= IN_MEMORY && memory != null) {
                byte[] few = new byte[bytes.remaining()];
                bytes.get(few);
                memory.writeBytes(few);
            } else {
                writeAll(file(), bytes);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** The file, which has taken over what was in memory. */
    private FileChannel file() throws IOException {
        if (file == null) {
            file = nameless();
            if (memory != null) {
                writeAll(file, ByteBuffer.wrap(memory.toByteArray()));
                memory = null;
            }
        }
        return file;
    }

    private FileChannel nameless() throws IOException {
        Path path = Files.createTempFile(options.temporary(), "vitrine-blob-", "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        int limit = bytes.limit();
        while (bytes.hasRemaining()) {
            bytes.limit(Math.min(limit, bytes.position() + PIECE));
            file.write(bytes);
            bytes.limit(limit);
        }
    }

    private Unavailable trouble(IOException e) {
        return Unavailable.because(
                "a blob cannot be kept in " + options.temporary() + " until it is whole: " + e.getMessage(), e);
    }

    /** How many bytes it took. */
    long size() {
        return size;
    }

    /** Drops what it took; the spool that is to be used instead. */
    Spool emptied() {
        close();
        return new Spool(options);
    }

    /** What it took, to read; nothing more is taken. The caller closes the reader. */
    BlobReader reader() throws Unavailable {
        if (file == null) {
            byte[] all = memory == null ? new byte[0] : memory.toByteArray();
            return new HeapBlobReader(ByteBuffer.wrap(all));
        }
        try {
            return MappedBlobReader.of(file);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Drops what no reader has; there is nobody to tell if that fails, and nothing that is lost. Harmless when repeated. */
    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            log.debug("a file without a name did not close", e);
        }
    }
}
