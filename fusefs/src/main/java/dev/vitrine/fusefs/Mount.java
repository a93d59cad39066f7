package dev.vitrine.fusefs;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.jnr.FuseSession;
import dev.vitrine.fusefs.jnr.LibFuse2;
import dev.vitrine.fusefs.jnr.OperationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A view that is mounted on a directory of this machine, read-only, until it is closed or somebody unmounts it. Thread-safe.
 */
public final class Mount implements AutoCloseable {
    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** How long what is being read when the mount is closed may take before it is cut off. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Mountpoint mountpoint;
    private final FuseSession session;
    private final Edge edge;
    private final ViewOperations operations;
    private final Unmount unmount;
    private final Loops loops;
    private final Ticker ticker;
    private boolean closed;

    private Mount(
            Mountpoint mountpoint,
            FuseSession session,
            Edge edge,
            ViewOperations operations,
            MountTable.Line line,
            Loops loops,
            Ticker ticker) {
        this.mountpoint = mountpoint;
        this.session = session;
        this.edge = edge;
        this.operations = operations;
        this.unmount = new Unmount(mountpoint, line);
        this.loops = loops;
        this.ticker = ticker;
    }

    /**
     * Mounts the view; when this returns, the mount is there. Directories that are missing on the way to the mountpoint are made, and
     * removed again on {@link #close}. The view stays the caller's, and must outlive the mount.
     *
     * @param directory must be empty if it is there
     * @throws MountException if that cannot be; nothing is left behind then
     */
    public static Mount open(CastoreView view, Path directory, MountOptions options) throws MountException {
        LibFuse2 library = Requirements.ofThisMachine().check(options);
        Mountpoint mountpoint = Mountpoint.prepare(directory);
        try {
            return open(library, view, mountpoint, options);
        } catch (MountException e) {
            mountpoint.removeMade();
            throw e;
        }
    }

    private static Mount open(LibFuse2 library, CastoreView view, Mountpoint mountpoint, MountOptions options)
            throws MountException {
        Edge edge = new Edge();
        RootWatch watch = new RootWatch(view);
        ViewOperations operations = new ViewOperations(view, edge, watch);
        OperationTable table = new OperationTable(operations, options.xattrs());
        FuseSession session = FuseSession.open(library, table, mountpoint.bytes(), kernelOptions(options))
                .orElseThrow(() -> new MountException(
                        "cannot mount on " + mountpoint.path() + ": libfuse refused, and said why on standard error"));
        MountTable.Line line = line(mountpoint, session);
        Loops loops = Loops.start(session, options.threads());
        Ticker ticker = Ticker.start(() -> watch.check(new SessionKernel(session, operations)));
        return new Mount(mountpoint, session, edge, operations, line, loops, ticker);
    }

    /** Mounting takes effect at once, so what is not in the table now never will be. */
    private static MountTable.Line line(Mountpoint mountpoint, FuseSession session) throws MountException {
        try {
            return MountTable.at(mountpoint.bytes()).orElseThrow(() -> new IOException("it is not in the mount table"));
        } catch (IOException e) {
            SystemCalls.unmount(mountpoint.bytes());
            session.destroy();
            throw new MountException("cannot mount on " + mountpoint.path() + ": " + e.getMessage(), e);
        }
    }

    /**
     * What is below a root never changes, so the kernel may keep it for a year; roots are the business of {@link RootWatch}. A name
     * that is not there is asked for each time. Without {@code use_ino} libfuse would number inodes by itself. {@code kernel_cache} is
     * left out as each open decides about its pages.
     */
    private static String kernelOptions(MountOptions options) {
        String always = "ro,noatime,fsname=vitrine,subtype=vitrine,use_ino,default_permissions,"
                + "entry_timeout=31536000,attr_timeout=31536000,negative_timeout=0";
        return options.allowOther() ? always + ",allow_other" : always;
    }

    /** {@link RootWatch} as it acts on the session. */
    private record SessionKernel(FuseSession session, ViewOperations operations) implements RootWatch.Kernel {
        @Override
        public void forget(PathComponent name) {
            operations.whileForgetting(() -> session.forget(name.toByteArray()));
        }

        @Override
        public void invalidate(PathComponent name) {
            session.invalidate(name.toByteArray());
        }
    }

    /** Where the view is mounted, without symlinks. */
    public Path mountpoint() {
        return mountpoint.path();
    }

    /** Completes when requests have ceased to come: after {@link #close}, or because the mount was unmounted from outside. */
    public CompletableFuture<Void> ended() {
        return loops.ended().copy();
    }

    /**
     * Asks the mount whether it is there and answers, which takes as long as the answer does.
     *
     * @throws MountException with a sentence, if it was unmounted, if something else is mounted over it, or if it answers with an error
     */
    public void probe() throws MountException {
        if (!unmount.isThere()) {
            throw new MountException("the mount at " + mountpoint() + " is gone, or another is over it");
        }
        // Of all that can be asked about the top, statfs(2) alone is never answered by the kernel out of what it
        // remembers.
        if (mountpoint().toFile().getTotalSpace() == 0) {
            throw new MountException("the mount at " + mountpoint() + " answers with an error");
        }
    }

    /** How many requests were answered so far, by what they do, in the order of their names. */
    public SortedMap<String, Long> requests() {
        return edge.requests();
    }

    /** How many requests were answered with EIO; each is in the log. */
    public long failures() {
        return edge.failures();
    }

    /** How many requests failed in a way that nobody thought of; each is in the log. */
    public long unexpectedFailures() {
        return edge.unexpectedFailures();
    }

    /** How many files and directories programs have open. */
    public int openHandles() {
        return operations.openHandles();
    }

    /**
     * Unmounts within three seconds, also while the mount is in use: it leaves the tree at once, and whoever still has something open
     * gets errors. Does nothing when repeated, and nothing to a mount that another has put in this one's place. May be called by a
     * shutdown hook.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long start = System.nanoTime();
        ticker.stop();
        cutOff(start + GRACE_NANOS);
        free(start + JOIN_NANOS);
        mountpoint.removeMade();
    }

    /**
     * The loops end when the connection does. {@code fuse_exit} must not come before that: libfuse then drops the next requests
     * unanswered, and who made them hangs, beyond the reach of signals. Once the loops have ended, the kernel may have given the
     * number of this mount to another.
     */
    private void cutOff(long deadline) {
        if (loops.ended().isDone()) {
            return;
        }
        boolean cut = unmount.unmount();
        if (!cut && !loops.join(deadline)) {
            unmount.abort();
        }
        if (cut) {
            session.exit();
        }
    }

    /** Nothing may be freed under a thread that is still in libfuse: the process would crash. Leaking it is the lesser evil. */
    private void free(long deadline) {
        if (loops.join(deadline) && ticker.join(deadline)) {
            session.destroy();
            operations.closeAll();
        }
    }
}
