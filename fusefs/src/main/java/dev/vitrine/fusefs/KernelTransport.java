package dev.vitrine.fusefs;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.kernel.Features;
import dev.vitrine.fusefs.kernel.KernelSession;
import dev.vitrine.fusefs.kernel.MountSettings;
import dev.vitrine.fusefs.node.NodeOperations;
import dev.vitrine.fusefs.request.Deadlines;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.RootWatch;
import dev.vitrine.fusefs.request.Seat;
import java.io.IOException;

/** By the kernel's own protocol on /dev/fuse. */
final class KernelTransport implements Transport {
    private static final long ALWAYS = Features.ASYNC_READ
            | Features.DO_READDIRPLUS
            | Features.READDIRPLUS_AUTO
            | Features.PARALLEL_DIROPS
            | Features.POSIX_ACL
            | Features.MAX_PAGES
            | Features.CACHE_SYMLINKS
            | Features.NO_OPENDIR_SUPPORT
            | Features.EXPLICIT_INVAL_DATA
            | Features.INIT_EXT;

    private final KernelSession session;
    private final NodeOperations operations;
    private final Deadlines deadlines;

    private KernelTransport(KernelSession session, NodeOperations operations, Deadlines deadlines) {
        this.session = session;
        this.operations = operations;
        this.deadlines = deadlines;
    }

    /** Mounts. */
    static Transport open(
            CastoreView view,
            Mountpoint mountpoint,
            MountOptions options,
            Edge edge,
            RootWatch watch,
            Deadlines deadlines)
            throws MountException {
        try {
            KernelSession session = KernelSession.open(mountpoint.bytes(), settings(options), wanted(options));
            NodeOperations operations = new NodeOperations(view, edge, watch, session, options.xattrs());
            return new KernelTransport(session, operations, deadlines);
        } catch (IOException e) {
            throw new MountException("cannot mount on " + mountpoint.path() + ": " + e.getMessage(), e);
        }
    }

    private static MountSettings settings(MountOptions options) {
        return new MountSettings(options.source(), Mountpoint.SUBTYPE, options.noExec(), options.allowOther());
    }

    /** A file that needs no opening has no way to say that the kernel may read it by itself, so it is the one or the other. */
    private static Features wanted(MountOptions options) {
        return new Features(
                switch (options.files()) {
                    case CACHED -> ALWAYS | Features.NO_OPEN_SUPPORT;
                    case PASSTHROUGH -> ALWAYS | Features.PASSTHROUGH;
                });
    }

    @Override
    public Seat seat() {
        return session.seat(operations, deadlines::interrupt);
    }

    @Override
    public RootWatch.Kernel kernel() {
        return new Kernel(session, operations);
    }

    private record Kernel(KernelSession session, NodeOperations operations) implements RootWatch.Kernel {
        @Override
        public void forget(PathComponent name) {
            operations.forget(name);
        }

        @Override
        public void invalidate(PathComponent name) {
            session.invalidate(name.toByteArray());
        }

        @Override
        public void invalidateListing() {
            session.invalidateListing();
        }
    }

    @Override
    public int openHandles() {
        return operations.openHandles();
    }

    /** The connection that was cut says so by itself. */
    @Override
    public void exit() {}

    @Override
    public void close() {
        session.close();
        operations.close();
    }
}
