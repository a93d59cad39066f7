package dev.vitrine.castore.store;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The roots of a store of which it is found out when they are set whether that is possible: it need not be there before. Thread-safe.
 */
public record LateRoots(Store store) implements MutableRootNodes {
    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        return store.roots().get(name);
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws CastoreException {
        return store.roots().list();
    }

    @Override
    public long revision() throws CastoreException {
        return store.roots().revision();
    }

    /** {@link CastoreException.Invalid} if the store does not take that. */
    @Override
    public void put(PathComponent name, Node node) throws CastoreException {
        store.mutableRoots().put(name, node);
    }

    /** {@link CastoreException.Invalid} if the store does not take that. */
    @Override
    public boolean remove(PathComponent name) throws CastoreException {
        return store.mutableRoots().remove(name);
    }
}
