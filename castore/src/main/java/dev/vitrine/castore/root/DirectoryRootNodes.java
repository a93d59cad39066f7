package dev.vitrine.castore.root;

import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The children of one directory as root nodes, which never change. Thread-safe. */
public final class DirectoryRootNodes implements RootNodes {
    private final Directory directory;

    private DirectoryRootNodes(Directory directory) {
        this.directory = directory;
    }

    /** The children of the directory of that digest; {@link NotFound} if it is not there. */
    public static DirectoryRootNodes of(DirectoryService directories, Digest digest) throws CastoreException {
        return new DirectoryRootNodes(
                directories.get(digest).orElseThrow(() -> new NotFound("the store has no directory " + digest)));
    }

    @Override
    public Optional<Node> get(PathComponent name) {
        return directory.get(name);
    }

    @Override
    public SortedMap<PathComponent, Node> list() {
        SortedMap<PathComponent, Node> nodes = new TreeMap<>();
        for (int i = 0; i < directory.count(); i++) {
            nodes.put(directory.name(i), directory.node(i));
        }
        return Collections.unmodifiableSortedMap(nodes);
    }

    @Override
    public long revision() {
        return 0;
    }
}
