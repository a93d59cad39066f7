package dev.vitrine.fusefs.request;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that answer requests. They are Java's own, so that no callback has to attach one, and daemons, as they may block in the
 * kernel.
 *
 * <p>Two of them wait for requests. The kernel wakes waiting threads in turns, so that more of them cost more: with 8 in place of 2, four
 * programs that opened files took 1.2 times as long and half as much processor time again. But when requests are slow, two are soon
 * both at work and nobody waits: then a guard adds threads, up to the bound, which leave when two wait again. A thread whose request was
 * given up may stay stuck for ever, so another one may take its place.
 */
public final class Loops {
    private static final Logger log = LoggerFactory.getLogger(Loops.class);
    private static final int ENOUGH_WAITING = 2;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** How long the guard goes on looking after it last saw nobody wait. */
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Supplier<Seat> seats;
    private final int most;
    private final Edge edge;
    private final Deadlines deadlines;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final Thread guard =
            Thread.ofPlatform().daemon().name("mount-guard").unstarted(this::guard);
    private volatile boolean asleep;
    private volatile boolean over;

    private Loops(Supplier<Seat> seats, int most, Edge edge, Deadlines deadlines) {
        this.seats = seats;
        this.most = most;
        this.edge = edge;
        this.deadlines = deadlines;
    }

    /**
     * Starts to answer.
     *
     * @param seats gives each thread one of its own
     * @param most how many requests may be answered at once; those that were given up do not count
     */
    public static Loops start(Supplier<Seat> seats, int most, Edge edge, Deadlines deadlines) {
        Loops loops = new Loops(seats, most, edge, deadlines);
        int first = Math.min(most, ENOUGH_WAITING);
        loops.running.set(first);
        for (int i = 0; i < first; i++) {
            loops.begin();
        }
        loops.guard.start();
        return loops;
    }

    /** Adds a thread, but not to none: after the last one has left, the session may be freed. */
    private void add() {
        if (running.getAndUpdate(threads -> threads == 0 ? 0 : threads + 1) > 0) {
            begin();
        }
    }

    private void begin() {
        waiting.incrementAndGet();
        Thread.ofPlatform().daemon().name("mount-request").start(this::run);
    }

    private void run() {
        try (Seat seat = seats.get()) {
            edge.sitDown(seat.inFlight());
            deadlines.watch(seat.inFlight());
            serve(seat);
            deadlines.unwatch(seat.inFlight());
        } catch (RuntimeException e) {
            waiting.decrementAndGet();
            log.error("a thread of the mount ends", e);
        } finally {
            leave();
        }
    }

    /** Until the connection ends, or enough others wait. */
    private void serve(Seat seat) {
        while (seat.receive()) {
            if (waiting.decrementAndGet() == 0 && asleep) {
                LockSupport.unpark(guard);
            }
            if (!deadlines.isHopeless(most) || seat.endsSomething()) {
                seat.answer();
            } else {
                deadlines.refuse(seat.inFlight());
            }
            seat.inFlight().done();
            answered.incrementAndGet();
            if (waiting.incrementAndGet() > ENOUGH_WAITING) {
                waiting.decrementAndGet();
                return;
            }
        }
        over = true;
    }

    private void leave() {
        if (running.decrementAndGet() == 0) {
            over = true;
            LockSupport.unpark(guard);
            ended.complete(null);
        }
    }

    /** Adds a thread when all were at work at one glance and still are at the next. */
    private void guard() {
        long nobodyWaited = System.nanoTime();
        long answeredBefore = -1;
        while (!over) {
            if (System.nanoTime() - nobodyWaited > CALM_NANOS) {
                sleep();
                nobodyWaited = System.nanoTime();
            }
            LockSupport.parkNanos(GLANCE_NANOS);
            if (waiting.get() > 0) {
                answeredBefore = -1;
                continue;
            }
            nobodyWaited = System.nanoTime();
            long answeredNow = answered.get();
            if (answeredBefore >= 0 && isWorthAnother(answeredNow == answeredBefore)) {
                add();
            }
            answeredBefore = answeredNow;
        }
    }

    /** Beyond one thread for each processor another one helps only when all of them wait for something else than a processor. */
    private boolean isWorthAnother(boolean stuck) {
        int bound = stuck ? most + deadlines.abandoned() : Math.min(most, PROCESSORS);
        return running.get() < bound;
    }

    private void sleep() {
        asleep = true;
        if (waiting.get() > 0 && !over) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Completes when the last thread has ended, which is when the connection has. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Waits for all threads to end; says whether they have. */
    public boolean join(long deadlineNanos) {
        return Waiting.until(deadlineNanos, this::await);
    }

    private boolean await(long nanos) throws InterruptedException {
        try {
            ended.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
