package dev.vitrine.castore.blob;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes named by their BLAKE3 digest. Thread-safe. A blob never changes; what was once acknowledged is there for every later caller,
 * in every process that uses the same store, as long as a root reaches it or is about to. {@link Digest#EMPTY} is always there, whether or not it was ever written.
 *
 * <p>Each method may throw {@link CastoreException.Unavailable}.
 */
public interface BlobService {
    /** Whether the blob is there, and not about to be removed as garbage: who finds it so may refer to it instead of writing it. */
    boolean has(Digest digest) throws CastoreException;

    /**
     * Opens the blob for reading; empty when it is not there. The caller closes the reader.
     *
     * @throws CastoreException.Corrupt if the store knows the blob but has lost its bytes or part of them
     */
    Optional<BlobReader> open(Digest digest) throws CastoreException;

    /** Starts to write blobs. The caller closes the batch. */
    BlobBatch batch() throws CastoreException;

    /** Writes one blob of what remains in the buffer; it is durable when this returns. */
    default Digest put(ByteBuffer bytes) throws CastoreException {
        try (BlobBatch batch = batch()) {
            Digest digest = batch.put(bytes);
            batch.commit();
            return digest;
        }
    }
}
