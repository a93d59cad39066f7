package dev.vitrine.castore.blob;

import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Blobs that become durable together, so that many small ones share the cost. Thread-safe: several threads may write to one batch,
 * each through its own {@link BlobWriter}. A blob may become visible before {@link #commit}; none is acknowledged before.
 */
public interface BlobBatch extends AutoCloseable {
    /** Adds what remains in the buffer as one blob, and says its digest. For small blobs: the bytes are copied to memory. */
    Digest put(ByteBuffer bytes) throws CastoreException;

    /** Starts one blob of any length, in bounded memory. The caller closes the writer. */
    BlobWriter create() throws CastoreException;

    /**
     * Adds what a file holds without copying it, where the file system of this store can share the file's blocks, and says its digest;
     * empty, and nothing has happened, where it cannot. The digest is that of what was shared, whatever the file is by then.
     */
    default Optional<Digest> share(Path file) throws CastoreException {
        return Optional.empty();
    }

    /** Whether the blob need not be added, since the store knows it or it was added before; its bytes are not looked at. */
    boolean has(Digest digest) throws CastoreException;

    /** Makes every blob that was finished so far durable and visible; the batch may go on. */
    void commit() throws CastoreException;

    /**
     * How many of the blobs that were put here so far the store did not have, each counted once. May be asked at any time, also after
     * {@link #close}; two threads that put one blob at the same moment may both count it.
     */
    Added added();

    /** Drops what was not committed. Harmless when repeated. */
    @Override
    void close();
}
