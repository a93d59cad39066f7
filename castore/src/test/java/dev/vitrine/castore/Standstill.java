package dev.vitrine.castore;

import java.util.concurrent.atomic.AtomicInteger;

/** Waits until nothing happens any more. */
public final class Standstill {
    private static final long LONG_ENOUGH = 1_000_000_000L;

    private Standstill() {}

    /** Until a whole second passes without a change of the count. */
    public static void await(AtomicInteger count) {
        int last = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < LONG_ENOUGH) {
            if (count.get() != last) {
                last = count.get();
                since = System.nanoTime();
            }
            Thread.onSpinWait();
        }
    }
}
