package dev.vitrine.gateway.path;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a path led once every symlink in it was followed. Immutable.
 *
 * @param view in which this is
 * @param trail the entries on the way, from the top on; all but the last are listable
 */
public record Place(CastoreView view, List<Entry> trail) {
    /** The top of a view. */
    public static Place topOf(CastoreView view) {
        return of(view, new Entry.Top());
    }

    /** An entry as the top of a place of its own: no symlink leads out of it. */
    public static Place of(CastoreView view, Entry top) {
        return new Place(view, List.of(top));
    }

    public Place {
        trail = List.copyOf(trail);
    }

    public Entry entry() {
        return trail.getLast();
    }

    /** Where these names lead from here. */
    public Place to(List<PathComponent> names) throws CastoreException {
        return new Walk(this).to(names);
    }

    /** How many names lie between the top and here. */
    public int depth() {
        return trail.size() - 1;
    }

    /** The trail, in a list of the caller's own. */
    List<Entry> copyOfTrail() {
        return new ArrayList<>(trail);
    }
}
