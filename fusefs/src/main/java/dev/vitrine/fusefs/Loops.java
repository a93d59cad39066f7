package dev.vitrine.fusefs;

import dev.vitrine.fusefs.jnr.FuseSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that answer requests. They are Java's own, so that no callback has to attach one, and daemons, as they may block in the
 * kernel.
 *
 * <p>Two of them wait for requests. The kernel wakes waiting threads in turns, so that more of them cost more: with 8 in place of 2, four
 * programs that opened files took 1.2 times as long and half as much processor time again. But when requests are slow, two are soon
 * both at work and nobody waits: then a guard adds threads, up to the bound, which leave when two wait again.
 */
final class Loops {
    private static final int ENOUGH_WAITING = 2;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** How long the guard goes on looking after it last saw nobody wait. */
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final FuseSession session;
    private final int most;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final Thread guard =
            Thread.ofPlatform().daemon().name("mount-guard").unstarted(this::guard);
    private volatile boolean asleep;
    private volatile boolean over;

    private Loops(FuseSession session, int most) {
        this.session = session;
        this.most = most;
    }

    /**
     * Starts to answer.
     *
     * @param most how many requests may be answered at once
     */
    static Loops start(FuseSession session, int most) {
        Loops loops = new Loops(session, most);
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
        try (FuseSession.Seat seat = session.seat()) {
            while (seat.receive()) {
                if (waiting.decrementAndGet() == 0 && asleep) {
                    LockSupport.unpark(guard);
                }
                seat.answer();
                answered.incrementAndGet();
                if (waiting.incrementAndGet() > ENOUGH_WAITING) {
                    waiting.decrementAndGet();
                    leave();
                    return;
                }
            }
        }
        over = true;
        leave();
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
        int bound = stuck ? most : Math.min(most, PROCESSORS);
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
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Waits for all threads to end; says whether they have. */
    boolean join(long deadlineNanos) {
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
