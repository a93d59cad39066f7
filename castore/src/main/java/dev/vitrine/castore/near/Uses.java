package dev.vitrine.castore.near;

import dev.vitrine.castore.model.Digest;
import java.util.HashSet;
import java.util.Set;

/** What of the near store was used since that was noted there. Not thread-safe. */
record Uses(Set<Digest> blobs, Set<Digest> directories) {
    private static final int MUCH = 1_000;

    Uses() {
        this(new HashSet<>(), new HashSet<>());
    }

    /** Whether it is to be noted even if nothing else is to do. */
    boolean isMuch() {
        return blobs.size() + directories.size() >= MUCH;
    }
}
