package dev.vitrine.castore.blob;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;

/** One blob that is being written, by one thread at a time. Closing it unfinished leaves nothing behind. */
public interface BlobWriter extends AutoCloseable {
    /**
     * Takes all that remains in the buffer.
     *
     * @throws IllegalStateException after {@link #finish} or {@link #close}
     */
    void write(ByteBuffer bytes) throws CastoreException;

    /**
     * Ends the blob and says its digest; {@link BlobBatch#commit} makes it durable. Repeated calls give the same digest.
     *
     * @throws IllegalStateException after {@link #close} of an unfinished blob
     */
    Digest finish() throws CastoreException;

    /** Drops the blob unless it is finished. Harmless when repeated. */
    @Override
    void close();
}
