package dev.vitrine.castore.directory;

import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;

/**
 * One closure that is being written, from its leaves to its root, by one thread. It may become visible piece by piece; it is
 * acknowledged, as a whole, by {@link #finish}. A putter that is closed without it is harmless.
 */
public interface DirectoryPutter extends AutoCloseable {
    /**
     * Takes the next directory; one that was put before is passed over.
     *
     * @return its digest
     * @throws CastoreException.Invalid if it refers to a directory that was not put to this putter before, or calls one by a wrong
     *     size; it does not help that the store has that directory
     * @throws IllegalStateException after {@link #finish}
     */
    Digest put(Directory directory) throws CastoreException;

    /**
     * Makes all that was put durable and visible, and says the digest of the root.
     *
     * @throws CastoreException.Invalid if nothing was put, or if no single directory holds all the others
     * @throws IllegalStateException when called twice
     */
    Digest finish() throws CastoreException;

    /** How many of the directories that were put here so far the store did not have, each counted once. Any thread may ask at any time. */
    Added added();

    /** Drops what was not finished. Harmless when repeated. */
    @Override
    void close();
}
