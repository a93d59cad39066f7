package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;

/**
 * Takes bad bytes out of a store, so that what they were stored as is absent: nobody reads them any more, and writing the right bytes
 * repairs it. The bytes are kept for people to look at. Thread-safe. Each method looks again first, and leaves what is good by now; it
 * may throw {@link CastoreException.Unavailable}.
 */
public interface Quarantine {
    /** Moves a bad blob away; says whether it was there and bad. */
    boolean blob(Digest digest) throws CastoreException;

    /** Moves a bad directory away; says whether it was there and bad. */
    boolean directory(Digest digest) throws CastoreException;
}
