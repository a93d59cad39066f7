package dev.vitrine.castore.checksum;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.util.Optional;

/**
 * Where checksums are kept by the digest of their blob. Thread-safe. It is a memory, not a truth: what it lacks can be made again from the
 * blob, so it may forget anything at any time.
 */
public interface ChecksumService {
    /** The checksums of a blob; empty when they are not known. What is kept is found at once by every later call. */
    Optional<Checksums> get(Digest digest) throws Unavailable;

    /**
     * Keeps checksums that were made from bytes with that digest. Never waits for a disk and never fails: what cannot be kept is
     * forgotten.
     */
    void put(Digest digest, Checksums checksums);
}
