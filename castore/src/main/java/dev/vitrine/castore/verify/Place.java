package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Where the walk is: one link to the place above, so that a million places under a deep directory share its names. */
record Place(Optional<Place> above, PathComponent name) {
    static Place root(PathComponent name) {
        return new Place(Optional.empty(), name);
    }

    Place below(PathComponent child) {
        return new Place(Optional.of(this), child);
    }

    CastorePath path() {
        Deque<PathComponent> names = new ArrayDeque<>();
        for (Optional<Place> place = Optional.of(this);
                place.isPresent();
                place = place.get().above()) {
            names.addFirst(place.get().name());
        }
        return new CastorePath(List.copyOf(names));
    }
}
