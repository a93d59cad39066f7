package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.nix.OutputHash;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.nix.PathInfoService;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PathInfoService of a server. What it says of a store path has to be valid and about the one that was asked for; size and hash of a NAR
 * are not compared with the tree, as nowhere. What must be calculated is calculated there, within the deadline of an answer. A list comes in
 * the order of the server. Thread-safe.
 */
final class RemotePathInfos implements PathInfoService {
    private static final Logger log = LoggerFactory.getLogger(RemotePathInfos.class);

    private final PathInfoCalls calls;
    private final Runnable changed;

    /** @param changed is told of each put, which sets a root */
    RemotePathInfos(PathInfoCalls calls, Runnable changed) {
        this.calls = calls;
        this.changed = changed;
    }

    @Override
    public Optional<PathInfo> get(OutputHash hash, BooleanSupplier stopped) throws CastoreException {
        try {
            PathInfo info = PathInfoCodec.decode(calls.get(hash));
            if (!info.path().hash().equals(hash)) {
                throw new Corrupt("what came for the store path " + hash + " is another one, '" + info.path() + "'");
            }
            return Optional.of(info);
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw calls.failure("look up the store path " + hash, e);
        } catch (Invalid e) {
            throw new Corrupt("what came for the store path " + hash + " is none: " + e.getMessage(), e);
        }
    }

    @Override
    public void list(BooleanSupplier stopped, Visitor visitor) throws CastoreException {
        try (Incoming<dev.vitrine.proto.tvix.store.v1.PathInfo> stream = calls.list()) {
            Optional<dev.vitrine.proto.tvix.store.v1.PathInfo> next = stream.next();
            while (next.isPresent() && shows(next.get(), stopped, visitor)) {
                next = stream.next();
            }
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                throw new ListingDisabled();
            }
            throw calls.failure("list its store paths", e);
        }
    }

    private static boolean shows(
            dev.vitrine.proto.tvix.store.v1.PathInfo next, BooleanSupplier stopped, Visitor visitor)
            throws CastoreException {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("the list is no longer wanted");
        }
        Optional<PathInfo> info = valid(next);
        return info.isEmpty() || visitor.visit(info.get());
    }

    /** One that is broken does not hide the others. */
    private static Optional<PathInfo> valid(dev.vitrine.proto.tvix.store.v1.PathInfo info) {
        try {
            return Optional.of(PathInfoCodec.decode(info));
        } catch (Invalid e) {
            log.warn("a store path is left out of the list: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A server may have more to say in its answer, like signatures of its own. */
    @Override
    public void put(PathInfo info) throws CastoreException {
        try {
            PathInfo theirs = PathInfoCodec.decode(calls.put(PathInfoCodec.message(info)));
            if (!theirs.path().equals(info.path()) || !theirs.node().equals(info.node())) {
                throw new Corrupt("the store path '" + info.path() + "' arrived as '" + theirs.path() + "'");
            }
        } catch (StatusException e) {
            throw calls.failure("take the store path '" + info.path() + "'", e);
        } catch (Invalid e) {
            throw new Corrupt(
                    "what was answered to the store path '" + info.path() + "' is none: " + e.getMessage(), e);
        } finally {
            changed.run();
        }
    }
}
