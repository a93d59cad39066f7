package dev.vitrine.gateway;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens by itself, by looking again and again until a deadline. */
final class Await {
    private static final long PAUSE_NANOS = 5_000_000;
    private static final long DEADLINE_NANOS = 10_000_000_000L;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw new AssertionError("after 10 s not yet: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
