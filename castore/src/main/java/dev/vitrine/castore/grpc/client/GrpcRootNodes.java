package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.proto.vitrine.castore.v1.Root;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The roots of another Vitrine. Thread-safe. */
final class GrpcRootNodes implements MutableRootNodes {
    /** How old a revision may be: windows ask for it at each request, and show changes within a second. */
    private static final Duration FRESH = Duration.ofMillis(250);

    /** The most roots that are taken. */
    private static final int MOST = 10_000_000;

    private final RootCalls calls;
    private final SharedAnswer<Long> revision;

    GrpcRootNodes(RootCalls calls) {
        this.calls = calls;
        this.revision = new SharedAnswer<>(this::askRevision, FRESH);
    }

    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        try {
            return Optional.of(NodeMessages.read(name, calls.get(name).getNode()));
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw calls.failure("look up the root '" + name + "'", e);
        }
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws CastoreException {
        try (Incoming<Root> stream = calls.list()) {
            SortedMap<PathComponent, Node> roots = new TreeMap<>();
            for (Optional<Root> root = stream.next(); root.isPresent(); root = stream.next()) {
                add(root.get(), roots);
            }
            return Collections.unmodifiableSortedMap(roots);
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                throw new ListingDisabled();
            }
            throw calls.failure("list its roots", e);
        }
    }

    private static void add(Root root, SortedMap<PathComponent, Node> roots) throws Corrupt {
        PathComponent name = name(root);
        if (roots.putIfAbsent(name, NodeMessages.read(name, root.getNode())) != null) {
            throw new Corrupt("the root '" + name + "' came twice in one list");
        }
        if (roots.size() > MOST) {
            throw new Corrupt("more than " + MOST + " roots are not taken");
        }
    }

    private static PathComponent name(Root root) throws Corrupt {
        try {
            return PathComponent.of(root.getName().toByteArray());
        } catch (Invalid e) {
            throw new Corrupt("a root came with a name that is none: " + e.getMessage(), e);
        }
    }

    @Override
    public long revision() throws CastoreException {
        return revision.get();
    }

    private Long askRevision() throws CastoreException {
        try {
            return calls.revision();
        } catch (StatusException e) {
            throw calls.failure("tell the revision of its roots", e);
        }
    }

    /** Has the revision asked for anew: a root was set in another way. */
    void changed() {
        revision.forget();
    }

    @Override
    public void put(PathComponent name, Node node) throws CastoreException {
        try {
            calls.put(name, node);
        } catch (StatusException e) {
            throw calls.failure("set the root '" + name + "'", e);
        } finally {
            revision.forget();
        }
    }

    @Override
    public boolean remove(PathComponent name) throws CastoreException {
        try {
            return calls.remove(name);
        } catch (StatusException e) {
            throw calls.failure("remove the root '" + name + "'", e);
        } finally {
            revision.forget();
        }
    }
}
