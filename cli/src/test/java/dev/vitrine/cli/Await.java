package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, with a deadline. */
final class Await {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(10);

    /** A condition that may fail to be asked. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    static void until(Duration atMost, Condition condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean held = holds(condition);
        while (!held && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP);
            held = holds(condition);
        }
        assertThat(held).as("becomes true within %s", atMost).isTrue();
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new AssertionError("the condition could not be asked", e);
        }
    }
}
