package dev.vitrine.castore.blob;

import dev.vitrine.castore.model.CastoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One open blob. Reads are positional, so one reader serves many threads; it keeps its bytes readable until it is closed, also when
 * the blob is deleted meanwhile. Reading from a closed reader is a mistake of the caller: {@link IllegalStateException}.
 */
public interface BlobReader extends AutoCloseable {
    /** The length of the blob in bytes. */
    long size();

    /**
     * Fills the buffer from {@code position} on; short only at the end of the blob.
     *
     * @param position in bytes, 0 or more; past the end there is nothing to read
     * @return how many bytes were read, 0 at the end or when the buffer is full; never negative
     * @throws CastoreException.Corrupt if bytes are missing or wrong
     * @throws IllegalArgumentException if the position is negative
     */
    int read(long position, ByteBuffer target) throws CastoreException;

    /**
     * The plain file that holds exactly this blob, where there is one: for mapping and for the kernel's own reads. Where reads are
     * verified it is there only once every byte has been, and never if each read is verified anew. Never write to it.
     */
    default Optional<Path> backingFile() {
        return Optional.empty();
    }

    /**
     * Verifies all that reads would still have to, on all cores, so that they need not, and {@link #backingFile} can be had.
     *
     * @throws CastoreException.Corrupt if bytes are missing or wrong; reading others goes on
     */
    default void verify() throws CastoreException {}

    /**
     * Verifies what the store keeps beside the blob to verify its parts.
     *
     * @throws CastoreException.Corrupt if that is damaged; the blob can be read all the same
     */
    default void checkOutboard() throws CastoreException {}

    /**
     * Fills the buffer with what the store keeps beside the blob to verify its parts: the inner nodes of the hash tree over groups of 16 KiB, in
     * pre-order, from that byte on. They are not verified.
     *
     * @return how many bytes were read; 0 at their end, and where the store keeps none
     */
    default int readOutboard(long position, ByteBuffer target) throws CastoreException {
        return 0;
    }

    /** Releases what the blob holds. Harmless when repeated. */
    @Override
    void close();
}
