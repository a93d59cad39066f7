package dev.vitrine.castore.grpc.client;

import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks again what could not be asked because the server was out of reach, a few times and after short random pauses, within one deadline
 * for all. Only for what changes nothing, and of which nothing has been used.
 */
final class Attempts {
    private static final int MOST = 3;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Duration deadline;

    /** @param deadline after which nothing is tried again */
    Attempts(Duration deadline) {
        this.deadline = deadline;
    }

    /** What may be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws StatusException;
    }

    <T> T of(Attempt<T> attempt) throws StatusException {
        long begun = System.nanoTime();
        for (int number = 1; ; number++) {
            try {
                return attempt.make();
            } catch (StatusException e) {
                long pause = pause(number);
                if (number == MOST || !isWorthIt(e) || System.nanoTime() - begun + pause > deadline.toNanos()) {
                    throw e;
                }
                sleep(pause, e);
            }
        }
    }

    private static boolean isWorthIt(StatusException e) {
        return e.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }

    /** Twice as long each time, and a random part of that, so that many who were cut off do not come back at once. */
    private static long pause(int number) {
        long most = FIRST_PAUSE_NANOS << number;
        return ThreadLocalRandom.current().nextLong(most / 2, most);
    }

    private static void sleep(long nanos, StatusException e) throws StatusException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }
}
