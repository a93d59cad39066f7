package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.nix.StorePathName;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.proto.tvix.store.v1.PathInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store paths of a PathInfoService as roots. A name that is no store path is not there, and is not asked for; one that is has to be
 * that of what the server finds by its hash. Of what else the server says of a store path nothing matters here. Thread-safe.
 */
final class PathInfoRootNodes implements RootNodes {
    private static final Logger log = LoggerFactory.getLogger(PathInfoRootNodes.class);

    /** The service does not say when anything changes: so it may have after each such time. */
    private static final Duration UNCHANGED = Duration.ofSeconds(1);

    /** The most store paths that are listed. */
    private static final int MOST = 10_000_000;

    private final PathInfoCalls calls;
    private final InstantSource clock;

    PathInfoRootNodes(PathInfoCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        Optional<StorePathName> path = StorePathName.of(name);
        return path.isEmpty() ? Optional.empty() : get(path.get());
    }

    private Optional<Node> get(StorePathName path) throws CastoreException {
        try {
            PathInfo info = calls.get(path.hash());
            return PathInfoCodec.path(info).equals(path) ? Optional.of(PathInfoCodec.node(info)) : Optional.empty();
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw calls.failure("look up the store path '" + path + "'", e);
        } catch (Invalid e) {
            throw new Corrupt("what came for the store path '" + path + "' is none: " + e.getMessage(), e);
        }
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws CastoreException {
        try (Incoming<PathInfo> stream = calls.list()) {
            SortedMap<PathComponent, Node> roots = new TreeMap<>();
            for (Optional<PathInfo> info = stream.next(); info.isPresent(); info = stream.next()) {
                add(info.get(), roots);
            }
            return Collections.unmodifiableSortedMap(roots);
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                throw new ListingDisabled();
            }
            throw calls.failure("list its store paths", e);
        }
    }

    /** One that is broken does not hide the others. */
    private static void add(PathInfo info, SortedMap<PathComponent, Node> roots) throws Corrupt {
        try {
            roots.put(PathInfoCodec.path(info).rootName(), PathInfoCodec.node(info));
        } catch (Invalid e) {
            log.warn("a store path is left out of the list: {}", e.getMessage());
        }
        if (roots.size() > MOST) {
            throw new Corrupt("more than " + MOST + " store paths are not taken");
        }
    }

    @Override
    public long revision() {
        return clock.millis() / UNCHANGED.toMillis();
    }
}
