package dev.vitrine.fusefs;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.jnr.FuseSession;
import dev.vitrine.fusefs.jnr.LibFuse2;
import dev.vitrine.fusefs.jnr.OperationTable;
import dev.vitrine.fusefs.libfuse.LibfuseSeat;
import dev.vitrine.fusefs.libfuse.ViewOperations;
import dev.vitrine.fusefs.request.Deadlines;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.RootWatch;
import dev.vitrine.fusefs.request.Seat;

/** By jnr-fuse and libfuse2. */
final class JnrTransport implements Transport {
    private final FuseSession session;
    private final ViewOperations operations;
    private final Deadlines deadlines;

    private JnrTransport(FuseSession session, ViewOperations operations, Deadlines deadlines) {
        this.session = session;
        this.operations = operations;
        this.deadlines = deadlines;
    }

    /** Mounts. */
    static Transport open(
            LibFuse2 library,
            CastoreView view,
            Mountpoint mountpoint,
            MountOptions options,
            Edge edge,
            RootWatch watch,
            Deadlines deadlines)
            throws MountException {
        ViewOperations operations = new ViewOperations(view, edge, watch);
        OperationTable table = new OperationTable(operations, options.xattrs());
        FuseSession session = FuseSession.open(library, table, mountpoint.bytes(), kernelOptions(options))
                .orElseThrow(() -> new MountException(
                        "cannot mount on " + mountpoint.path() + ": libfuse refused, and said why on standard error"));
        return new JnrTransport(session, operations, deadlines);
    }

    /**
     * What is below a root never changes, so the kernel may keep it for a year; roots are the business of {@link RootWatch}. A name
     * that is not there is asked for each time. Without {@code use_ino} libfuse would number inodes by itself. {@code kernel_cache} is
     * left out as each open decides about its pages.
     */
    private static String kernelOptions(MountOptions options) {
        String always = "ro,nosuid,nodev,noatime,fsname=" + options.source() + ",subtype=" + Mountpoint.SUBTYPE
                + ",use_ino,default_permissions,entry_timeout=31536000,attr_timeout=31536000,negative_timeout=0";
        String exec = options.noExec() ? ",noexec" : "";
        return always + exec + (options.allowOther() ? ",allow_other" : "");
    }

    @Override
    public Seat seat() {
        return new LibfuseSeat(session, deadlines);
    }

    @Override
    public RootWatch.Kernel kernel() {
        return new Kernel(session, operations);
    }

    private record Kernel(FuseSession session, ViewOperations operations) implements RootWatch.Kernel {
        @Override
        public void forget(PathComponent name) {
            operations.whileForgetting(() -> session.forget(name.toByteArray()));
        }

        @Override
        public void invalidate(PathComponent name) {
            session.invalidate(name.toByteArray());
        }

        /** libfuse2 lets the kernel cache no listing. */
        @Override
        public void invalidateListing() {}
    }

    @Override
    public int openHandles() {
        return operations.openHandles();
    }

    @Override
    public void exit() {
        session.exit();
    }

    @Override
    public void close() {
        session.destroy();
        operations.closeAll();
    }
}
