package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.root.MutableRootNodes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What is known of store paths on the heap, with the roots to it, for tests and small things: nothing outlives the process. Thread-safe. */
public final class MemoryPathInfoService implements PathInfoService {
    private final NarCalculator calculator;
    private final Roots roots = new Roots();

    /**
     * Without store paths and roots.
     *
     * @param calculator for roots of which nothing was put
     */
    public MemoryPathInfoService(NarCalculator calculator) {
        this.calculator = calculator;
    }

    /** The roots that belong to it. */
    public MutableRootNodes roots() {
        return roots;
    }

    @Override
    public Optional<PathInfo> get(OutputHash hash, BooleanSupplier stopped) throws CastoreException {
        for (Map.Entry<PathComponent, Node> root : roots.list().entrySet()) {
            Optional<StorePathName> path = StorePathName.of(root.getKey());
            if (path.isPresent() && path.get().hash().equals(hash)) {
                return Optional.of(info(path.get(), root.getValue(), stopped));
            }
        }
        return Optional.empty();
    }

    @Override
    public void list(BooleanSupplier stopped, Visitor visitor) throws CastoreException {
        for (Map.Entry<PathComponent, Node> root : roots.list().entrySet()) {
            Optional<StorePathName> path = StorePathName.of(root.getKey());
            if (path.isPresent() && !visitor.visit(info(path.get(), root.getValue(), stopped))) {
                return;
            }
        }
    }

    private PathInfo info(StorePathName path, Node node, BooleanSupplier stopped) throws CastoreException {
        Optional<PathInfo> known = roots.known(path, node);
        if (known.isPresent()) {
            return known.get();
        }
        PathInfo calculated = PathInfo.of(path, node, calculator.calculate(node, stopped));
        roots.keep(calculated);
        return calculated;
    }

    @Override
    public void put(PathInfo info) throws CastoreException {
        roots.put(info);
    }

    /** The roots, and what is known of those that are store paths. */
    private static final class Roots implements MutableRootNodes {
        private final MutableRootNodes nodes = new MemoryRootNodes();
        private final SortedMap<PathComponent, PathInfo> known = new TreeMap<>();

        @Override
        public Optional<Node> get(PathComponent name) throws CastoreException {
            return nodes.get(name);
        }

        @Override
        public SortedMap<PathComponent, Node> list() throws CastoreException {
            return nodes.list();
        }

        @Override
        public long revision() throws CastoreException {
            return nodes.revision();
        }

        @Override
        public synchronized void put(PathComponent name, Node node) throws CastoreException {
            if (!nodes.get(name).equals(Optional.of(node))) {
                known.remove(name);
            }
            nodes.put(name, node);
        }

        @Override
        public synchronized boolean remove(PathComponent name) throws CastoreException {
            known.remove(name);
            return nodes.remove(name);
        }

        synchronized void put(PathInfo info) throws CastoreException {
            nodes.put(info.path().rootName(), info.node());
            known.put(info.path().rootName(), info);
        }

        /** Keeps what was calculated, unless something was put meanwhile or the root is another. */
        synchronized void keep(PathInfo calculated) throws CastoreException {
            PathComponent name = calculated.path().rootName();
            if (nodes.get(name).equals(Optional.of(calculated.node()))) {
                known.putIfAbsent(name, calculated);
            }
        }

        synchronized Optional<PathInfo> known(StorePathName path, Node node) {
            return Optional.ofNullable(known.get(path.rootName()))
                    .filter(info -> info.node().equals(node));
        }
    }
}
