package dev.vitrine.castore.diff;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.util.Optional;

/** Goes through two listings side by side, in the byte order of their names. Not thread-safe. */
final class Merge {
    /** A name, and what each of the two has by it; at least one has something. */
    record Pair(PathComponent name, Optional<Entry> before, Optional<Entry> after) {}

    /** Of what has no children. */
    static final Listing NOTHING = new Listing() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public PathComponent name(int position) {
            throw new IndexOutOfBoundsException(position);
        }

        @Override
        public Entry entry(int position) {
            throw new IndexOutOfBoundsException(position);
        }

        @Override
        public int after(PathComponent name) {
            return 0;
        }
    };

    private final Listing before;
    private final Listing after;
    private int nextBefore;
    private int nextAfter;

    Merge(Listing before, Listing after) {
        this.before = before;
        this.after = after;
    }

    boolean hasNext() {
        return hasBefore() || hasAfter();
    }

    private boolean hasBefore() {
        return nextBefore < before.count();
    }

    private boolean hasAfter() {
        return nextAfter < after.count();
    }

    /** The next pair; there must be one. */
    Pair next() {
        if (!hasAfter()) {
            return removed(before.name(nextBefore));
        }
        PathComponent added = after.name(nextAfter);
        if (!hasBefore()) {
            return added(added);
        }
        PathComponent removed = before.name(nextBefore);
        int order = removed.compareTo(added);
        if (order < 0) {
            return removed(removed);
        }
        return order > 0 ? added(added) : both(added);
    }

    private Pair removed(PathComponent name) {
        return new Pair(name, Optional.of(before.entry(nextBefore++)), Optional.empty());
    }

    private Pair added(PathComponent name) {
        return new Pair(name, Optional.empty(), Optional.of(after.entry(nextAfter++)));
    }

    private Pair both(PathComponent name) {
        return new Pair(name, Optional.of(before.entry(nextBefore++)), Optional.of(after.entry(nextAfter++)));
    }
}
