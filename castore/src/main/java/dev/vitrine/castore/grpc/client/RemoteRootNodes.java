package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The roots of a server, whichever way it names them: by Vitrine's own RootService where it has that, and as store paths where not. Found
 * out once on each connection. Thread-safe.
 */
final class RemoteRootNodes implements RootNodes {
    private record Known(boolean hasRootService, long losses) {}

    private final Connection connection;
    private final RootCalls calls;
    private final MutableRootNodes named;
    private final RootNodes storePaths;
    private volatile @Nullable Known known;

    RemoteRootNodes(Connection connection, RootCalls calls, MutableRootNodes named, RootNodes storePaths) {
        this.connection = connection;
        this.calls = calls;
        this.named = named;
        this.storePaths = storePaths;
    }

    private RootNodes roots() throws CastoreException {
        return hasRootService() ? named : storePaths;
    }

    private boolean hasRootService() throws CastoreException {
        long losses = connection.losses();
        Known last = known;
        if (last == null || last.losses() != losses) {
            last = new Known(findRootService(), losses);
            known = last;
        }
        return last.hasRootService();
    }

    private boolean findRootService() throws CastoreException {
        try {
            calls.revision();
            return true;
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return false;
            }
            throw calls.failure("tell the revision of its roots", e);
        }
    }

    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        return roots().get(name);
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws CastoreException {
        return roots().list();
    }

    @Override
    public long revision() throws CastoreException {
        return roots().revision();
    }

    /** The roots that can be set; {@link Invalid} if the server has store paths alone. */
    MutableRootNodes mutable() throws CastoreException {
        if (!hasRootService()) {
            throw new Invalid(
                    Violation.ADDRESS,
                    "the store at " + connection + " has store paths alone, and no roots that could be set or removed");
        }
        return named;
    }
}
