package dev.vitrine.castore.root;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Optional;
import java.util.SortedMap;

/** Root nodes that are found by name but refuse to be listed. As thread-safe as what it wraps. */
public final class UnlistedRootNodes implements RootNodes {
    private final RootNodes roots;

    public UnlistedRootNodes(RootNodes roots) {
        this.roots = roots;
    }

    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        return roots.get(name);
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws ListingDisabled {
        throw new ListingDisabled();
    }

    @Override
    public long revision() throws CastoreException {
        return roots.revision();
    }
}
