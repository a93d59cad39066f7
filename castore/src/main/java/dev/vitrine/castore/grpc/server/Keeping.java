package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.model.CastoreException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what clients put, from the first Put until some time after the last. A client puts blobs, directories and a root in calls of
 * their own, and nobody knows which of them belong together; so all of them share one keeping, which outlasts the pauses between them.
 * Thread-safe.
 */
final class Keeping implements AutoCloseable {
    /** How long a client may pause between two Puts. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private final Keeper keeper;
    private final ScheduledExecutorService clock;
    private final Duration pause;

    /** Guarded by this, as the next two are. */
    private int underWay;

    private @Nullable Kept kept;
    private @Nullable Future<?> end;

    /** The clock stays the caller's. */
    Keeping(Keeper keeper, ScheduledExecutorService clock, Duration pause) {
        this.keeper = keeper;
        this.clock = clock;
        this.pause = pause;
    }

    /** Begins a Put, which ends when that is closed. */
    synchronized Kept begin() throws CastoreException {
        if (kept == null) {
            kept = keeper.keep();
        }
        if (end != null) {
            end.cancel(false);
            end = null;
        }
        underWay++;
        return this::end;
    }

    private synchronized void end() {
        underWay--;
        if (underWay == 0 && kept != null && !clock.isShutdown()) {
            end = clock.schedule(this::letGoUnlessBusy, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void letGoUnlessBusy() {
        if (underWay == 0) {
            close();
        }
    }

    /** Keeps nothing any more. Harmless when repeated. */
    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
