package dev.vitrine.castore.verify;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Keeps what several threads read below a rate: each says how much it is about to read, and waits for its turn. In any stretch of time
 * no more is read than the rate allows, and one piece of each thread. Thread-safe.
 */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** The longest sleep before it is asked again whether all is to stop. */
    private static final long NAP = Duration.ofMillis(100).toNanos();

    private final OptionalLong rate;
    private final Clock clock;
    /** When what was let through so far has taken its time; guarded by this. */
    private long free;

    Pace(OptionalLong bytesPerSecond, Clock clock) {
        this.rate = bytesPerSecond;
        this.clock = clock;
        this.free = clock.nanos();
    }

    /** Time as a pace sees it. */
    interface Clock {
        Clock SYSTEM = new SystemClock();

        long nanos();

        void sleep(long nanos);
    }

    /**
     * Waits until that many bytes may be read.
     *
     * @throws CancellationException if it is to stop
     */
    void await(int bytes, BooleanSupplier stopped) {
        if (rate.isPresent()) {
            long turn = reserve(bytes, rate.getAsLong());
            for (long wait = turn - clock.nanos(); wait > 0; wait = turn - clock.nanos()) {
                if (stopped.getAsBoolean()) {
                    throw new CancellationException();
                }
                clock.sleep(Math.min(wait, NAP));
            }
        }
    }

    private synchronized long reserve(int bytes, long bytesPerSecond) {
        long turn = Math.max(free, clock.nanos());
        free = turn + Math.round((double) bytes * SECOND / bytesPerSecond);
        return turn;
    }

    private static final class SystemClock implements Clock {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException().initCause(e);
            }
        }
    }
}
