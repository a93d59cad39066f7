package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Room;
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
    private final Roots roots;

    /**
     * Without store paths and roots, and with room for whatever comes.
     *
     * @param calculator for roots of which nothing was put
     */
    public MemoryPathInfoService(NarCalculator calculator) {
        this(calculator, Room.unbounded());
    }

    /** @param room for all that is put; who finds none left finds the service unavailable */
    public MemoryPathInfoService(NarCalculator calculator, Room room) {
        this.calculator = calculator;
        this.roots = new Roots(room);
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
        /** What a root takes, with all that it may have to say, about. */
        private static final int EACH = 8 << 10;

        /** What a store path takes that another mentions, or a signature of it, about. */
        private static final int EACH_MENTION = 512;

        private final Room room;
        private final MutableRootNodes nodes = new MemoryRootNodes();
        private final SortedMap<PathComponent, PathInfo> known = new TreeMap<>();

        private Roots(Room room) {
            this.room = room;
        }

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
            Optional<Node> before = nodes.get(name);
            if (before.isEmpty()) {
                room.take(EACH);
            } else if (!before.get().equals(node)) {
                forget(name);
            }
            nodes.put(name, node);
        }

        @Override
        public synchronized boolean remove(PathComponent name) throws CastoreException {
            forget(name);
            boolean wasThere = nodes.remove(name);
            if (wasThere) {
                room.give(EACH);
            }
            return wasThere;
        }

        private void forget(PathComponent name) {
            PathInfo before = known.remove(name);
            if (before != null) {
                room.give(mentions(before));
            }
        }

        private static long mentions(PathInfo info) {
            return EACH_MENTION
                    * ((long) info.references().size() + info.signatures().size());
        }

        synchronized void put(PathInfo info) throws CastoreException {
            PathComponent name = info.path().rootName();
            room.take(mentions(info));
            try {
                put(name, info.node());
            } catch (CastoreException e) {
                room.give(mentions(info));
                throw e;
            }
            forget(name);
            known.put(name, info);
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
