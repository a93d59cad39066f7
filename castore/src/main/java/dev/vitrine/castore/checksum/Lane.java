package dev.vitrine.castore.checksum;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread that runs flights one after the other, and ends when there are none. A platform thread, because one that only computes would
 * keep a carrier from all virtual threads. Thread-safe.
 */
final class Lane implements AutoCloseable {
    /** How many flights may wait. */
    private static final int WAITING = 64;

    private static final long IDLE_SECONDS = 10;
    private static final long STOP_SECONDS = 1;

    private final ThreadPoolExecutor thread;

    Lane(String name) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name(name).factory());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Puts a flight in line; says whether there was room. */
    boolean enter(Flight flight) {
        try {
            thread.execute(flight);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Drops what waits, and lets what has begun end, for which it waits a little. */
    @Override
    public void close() {
        thread.shutdown();
        thread.getQueue().forEach(waiting -> ((Flight) waiting).giveUp());
        try {
            thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
