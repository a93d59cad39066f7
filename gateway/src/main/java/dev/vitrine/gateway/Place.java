package dev.vitrine.gateway;

import dev.vitrine.castore.view.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a path led once every symlink in it was followed. Immutable.
 *
 * @param trail the entries on the way, from the top on; all but the last are listable
 */
record Place(List<Entry> trail) {
    static final Place TOP = new Place(List.of(new Entry.Top()));

    Place {
        trail = List.copyOf(trail);
    }

    Entry entry() {
        return trail.getLast();
    }

    /** How many names lie between the top and here. */
    int depth() {
        return trail.size() - 1;
    }

    /** The trail, in a list of the caller's own. */
    List<Entry> copyOfTrail() {
        return new ArrayList<>(trail);
    }
}
