package dev.vitrine.fusefs;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes by itself. */
final class Eventually {
    /** What the project promises of roots that change. */
    static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Eventually() {}

    /** Asks until the answer is yes; fails when it is not in time. */
    static void within(Duration time, Callable<Boolean> question) throws Exception {
        long deadline = System.nanoTime() + time.toNanos();
        while (!question.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + time);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
