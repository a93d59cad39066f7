package dev.vitrine.castore.near;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;

/** Where an entry stands: the digest of its directory, that directory, and its position there. */
record Place(Digest home, Directory directory, int position) {}
