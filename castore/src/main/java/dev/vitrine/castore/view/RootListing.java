package dev.vitrine.castore.view;

import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** The root nodes as they were at one moment. */
final class RootListing implements Listing {
    private final List<PathComponent> names;
    private final List<Node> nodes;

    RootListing(SortedMap<PathComponent, Node> roots) {
        names = List.copyOf(roots.keySet());
        nodes = List.copyOf(roots.values());
    }

    @Override
    public int count() {
        return names.size();
    }

    @Override
    public PathComponent name(int position) {
        return names.get(position);
    }

    @Override
    public Entry entry(int position) {
        return Entry.of(nodes.get(position));
    }

    @Override
    public int after(PathComponent name) {
        int found = Collections.binarySearch(names, name);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
