package dev.vitrine.castore.directory;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a walk over directories is: one link to the place above, so that a million places under a deep directory share its names.
 * Immutable.
 */
public record Place(Optional<Place> above, PathComponent name) {
    /** The place of a root. */
    public static Place root(PathComponent name) {
        return new Place(Optional.empty(), name);
    }

    /** The place of a child. */
    public Place below(PathComponent child) {
        return new Place(Optional.of(this), child);
    }

    /** All names, from the root down. */
    public CastorePath path() {
        Deque<PathComponent> names = new ArrayDeque<>();
        for (Optional<Place> place = Optional.of(this);
                place.isPresent();
                place = place.get().above()) {
            names.addFirst(place.get().name());
        }
        return new CastorePath(List.copyOf(names));
    }
}
