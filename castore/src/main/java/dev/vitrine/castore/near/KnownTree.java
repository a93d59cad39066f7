package dev.vitrine.castore.near;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.util.Optional;

/** What is known of trees without asking the far store. Thread-safe. */
interface KnownTree {
    /** The directory of that digest, if it is here. */
    Optional<Directory> visit(Digest digest) throws CastoreException;

    /** Where the file or directory with that content stands, if its directory was looked into lately. */
    Optional<Place> place(Digest content);
}
