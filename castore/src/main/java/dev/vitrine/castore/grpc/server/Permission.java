package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.root.MutableRootNodes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** Whether clients may write, asked before anything that they send is read. Thread-safe. */
final class Permission {
    private final Optional<MutableRootNodes> roots;
    private final Keeping keeping;

    Permission(Optional<MutableRootNodes> roots, Keeping keeping) {
        this.roots = roots;
        this.keeping = keeping;
    }

    /** Begins to write: what is written is kept for a while, also after that is closed. */
    Kept toWrite() throws CastoreException {
        roots();
        return keeping.begin();
    }

    /** The roots that may be changed. */
    MutableRootNodes roots() {
        return roots.orElseThrow(Permission::denied);
    }

    private static StatusRuntimeException denied() {
        return Status.PERMISSION_DENIED
                .withDescription("this server only reads (--grpc-read-only)")
                .asRuntimeException();
    }
}
