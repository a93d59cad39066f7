package dev.vitrine.castore.verify;

import dev.vitrine.castore.directory.Place;
import dev.vitrine.castore.model.Digest;
import java.util.Comparator;

/** A claim, and the first place where it was met. In the order of digests, and of sizes where these are the same. */
record Met(Claim claim, Place place) implements Comparable<Met> {
    private static final Comparator<Met> ORDER = Comparator.<Met, Digest>comparing(
                    met -> met.claim().digest())
            .thenComparingLong(met -> met.claim().size());

    @Override
    public int compareTo(Met other) {
        return ORDER.compare(this, other);
    }
}
