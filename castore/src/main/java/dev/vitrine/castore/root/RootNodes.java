package dev.vitrine.castore.root;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The named nodes at the top of the view. Thread-safe. Names come, go and change their node at any time, by this process or another;
 * every other part of the castore is immutable.
 *
 * <p>Each method may throw {@link CastoreException.Unavailable}.
 */
public interface RootNodes {
    /** The node of exactly that name; empty when there is none. */
    Optional<Node> get(PathComponent name) throws CastoreException;

    /**
     * All of them as they are now, in the byte order of their names: a snapshot that does not change.
     *
     * @throws CastoreException.ListingDisabled if they can only be looked up by name
     */
    SortedMap<PathComponent, Node> list() throws CastoreException;

    /**
     * A number that is another one whenever any root may have come, gone or changed since; cheap enough to ask for several times a
     * second.
     */
    long revision() throws CastoreException;
}
