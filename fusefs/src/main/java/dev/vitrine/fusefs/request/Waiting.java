package dev.vitrine.fusefs.request;

/** Waits with a deadline, in threads that may be interrupted. */
final class Waiting {
    private Waiting() {}

    /** Something that can be waited for. */
    @FunctionalInterface
    interface Wait {
        boolean await(long nanos) throws InterruptedException;
    }

    /** Waits until then, by {@link System#nanoTime}; an interrupt is kept for the caller and counts as a deadline. */
    static boolean until(long deadlineNanos, Wait wait) {
        try {
            return wait.await(Math.max(0, deadlineNanos - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
