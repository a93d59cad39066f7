package dev.vitrine.fusefs;

import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.request.Deadlines;
import dev.vitrine.fusefs.request.Edge;
import dev.vitrine.fusefs.request.Loops;
import dev.vitrine.fusefs.request.RootWatch;
import dev.vitrine.fusefs.request.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    private final Transport transport;
    private final Edge edge;
    private final Deadlines deadlines;
    private final Unmount unmount;
    private final Sentinel sentinel;
    private final Loops loops;
    private final List<Ticker> tickers;
    private boolean closed;

    private Mount(
            Mountpoint mountpoint,
            Transport transport,
            Edge edge,
            Deadlines deadlines,
            MountTable.Line line,
            Sentinel sentinel,
            Loops loops,
            List<Ticker> tickers) {
        this.mountpoint = mountpoint;
        this.transport = transport;
        this.edge = edge;
        this.deadlines = deadlines;
        this.unmount = new Unmount(mountpoint, line);
        this.sentinel = sentinel;
        this.loops = loops;
        this.tickers = tickers;
    }

    /**
     * Mounts the view; when this returns, the mount is there. Directories that are missing on the way to the mountpoint are made, and
     * removed again on {@link #close}. A mount of ours whose process has died is removed first. The view stays the caller's, and must
     * outlive the mount.
     *
     * @param directory must be empty if it is there
     * @throws MountException if that cannot be; nothing is left behind then
     */
    public static Mount open(CastoreView view, Path directory, MountOptions options) throws MountException {
        return open(Requirements.ofThisMachine(), view, directory, options);
    }

    static Mount open(Requirements requirements, CastoreView view, Path directory, MountOptions options)
            throws MountException {
        requirements.check(options);
        Mountpoint mountpoint = Mountpoint.prepare(directory);
        try {
            return open(requirements, view, mountpoint, options);
        } catch (MountException e) {
            mountpoint.removeMade();
            throw e;
        }
    }

    private static Mount open(Requirements requirements, CastoreView view, Mountpoint mountpoint, MountOptions options)
            throws MountException {
        Edge edge = new Edge();
        RootWatch watch = new RootWatch(view);
        Deadlines deadlines = new Deadlines(options.deadline());
        Transport transport = new Transports(requirements, view, mountpoint, options, edge, watch, deadlines).open();
        MountTable.Line line = line(mountpoint, transport);
        Sentinel sentinel = Sentinel.over(mountpoint);
        Loops loops = Loops.start(transport::seat, options.threads(), edge, deadlines);
        RootWatch.Kernel kernel = transport.kernel();
        List<Ticker> tickers = List.of(
                Ticker.start("mount-roots", () -> watch.check(kernel)),
                Ticker.start("mount-deadlines", deadlines::check));
        return new Mount(mountpoint, transport, edge, deadlines, line, sentinel, loops, tickers);
    }

    /** Mounting takes effect at once, so what is not in the table now never will be. */
    private static MountTable.Line line(Mountpoint mountpoint, Transport transport) throws MountException {
        try {
            return MountTable.at(mountpoint.bytes()).orElseThrow(() -> new IOException("it is not in the mount table"));
        } catch (IOException e) {
            boolean _ = UnmountCall.unmount(mountpoint.path(), mountpoint.bytes());
            transport.close();
            throw new MountException("cannot mount on " + mountpoint.path() + ": " + e.getMessage(), e);
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

    /** How many requests were given up because the store took too long; each is in the log. */
    public long deadlinesMissed() {
        return deadlines.givenUp();
    }

    /** How many requests failed in a way that nobody thought of; each is in the log. */
    public long unexpectedFailures() {
        return edge.unexpectedFailures();
    }

    /** How many files and directories programs have open. */
    public int openHandles() {
        return transport.openHandles();
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
        tickers.forEach(Ticker::stop);
        cutOff(start + GRACE_NANOS);
        free(start + JOIN_NANOS);
        sentinel.dismiss();
        mountpoint.removeMade();
    }

    /**
     * The loops end when the connection does. {@link Transport#exit} must not come before that: libfuse then drops the next requests
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
            transport.exit();
        }
    }

    /** Nothing may be freed under a thread that still uses it: the process would crash. Leaking it is the lesser evil. */
    private void free(long deadline) {
        if (loops.join(deadline) && tickers.stream().allMatch(ticker -> ticker.join(deadline))) {
            transport.close();
        }
    }
}
