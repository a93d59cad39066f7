package dev.vitrine.fusefs.request;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one thing five times a second, so that what changes is seen well within a second. */
public final class Ticker {
    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final long PERIOD_MILLIS = 200;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Ticker() {}

    /** Starts, under that name. */
    public static Ticker start(String name, Runnable task) {
        Ticker ticker = new Ticker();
        Thread.ofPlatform().daemon().name(name).start(() -> ticker.run(task));
        return ticker;
    }

    private void run(Runnable task) {
        try {
            while (!stopping.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                once(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    /** One round that fails must not end them all: nothing would be seen to change any more. */
    private static void once(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a round failed", e);
        }
    }

    /** Lets the current round be the last. */
    public void stop() {
        stopping.countDown();
    }

    /** Waits for the last round to end; says whether it has. */
    public boolean join(long deadlineNanos) {
        return Waiting.until(deadlineNanos, nanos -> stopped.await(nanos, TimeUnit.NANOSECONDS));
    }
}
