package dev.vitrine.castore.view;

import dev.vitrine.castore.model.PathComponent;

/**
 * The children of one entry, in the byte order of their names: a snapshot, so a position means the same child for as long as the
 * listing is held. Thread-safe, and holds nothing that must be closed.
 */
public interface Listing {
    /** How many children there are. */
    int count();

    /**
     * The name at a position.
     *
     * @throws IndexOutOfBoundsException if the position is not in 0..count-1
     */
    PathComponent name(int position);

    /** The child at a position; bounds as for {@link #name}. */
    Entry entry(int position);

    /** The position of the first name that comes after this one, present or not; {@link #count} if none does. */
    int after(PathComponent name);
}
