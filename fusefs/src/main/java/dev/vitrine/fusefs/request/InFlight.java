package dev.vitrine.fusefs.request;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The request that one seat is answering, as seen by threads that may give up on it. It gets one answer: from whoever takes it first.
 * Thread-safe.
 */
public final class InFlight {
    /** In place of a number: nothing that waits for an answer. */
    public static final long NOTHING = 0;

    /** Answers a request with an error, from any thread. */
    @FunctionalInterface
    public interface Refusal {
        void send(long unique, int errno);
    }

    private final Refusal refusal;
    private final AtomicLong unique = new AtomicLong(NOTHING);
    private volatile long since;
    private volatile Object subject = "a request";
    private volatile boolean abandoned;
    private boolean ended;

    public InFlight(Refusal refusal) {
        this.refusal = refusal;
    }

    /** The seat begins to answer a request of that number. */
    public void begin(long number) {
        since = System.nanoTime();
        subject = "a request";
        unique.set(number);
    }

    /** What the request is about, for the log. */
    void about(Object what) {
        subject = what;
    }

    Object subject() {
        return subject;
    }

    /** The number of the request that nobody has answered yet. */
    long unique() {
        return unique.get();
    }

    /** How long it has been in work. Only while {@link #unique} stays the same does this mean anything. */
    long nanos() {
        return System.nanoTime() - since;
    }

    /** Makes the caller the one who answers; false if another did. */
    public boolean take(long number) {
        return unique.compareAndSet(number, NOTHING);
    }

    /** Answers with an error in place of the seat, which may go on working for as long as it likes; false if it has answered. */
    synchronized boolean giveUp(long number, Errno errno) {
        if (ended || number == NOTHING) {
            return false;
        }
        // Before it is taken: the seat may be done with it the moment after.
        abandoned = true;
        if (!take(number)) {
            abandoned = false;
            return false;
        }
        refusal.send(number, errno.number());
        return true;
    }

    /** Whether the seat still works on something that was given up. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** The seat is done with the request. */
    void done() {
        unique.set(NOTHING);
        abandoned = false;
    }

    /** Nothing is sent after this; so what it is sent by can be closed. */
    public synchronized void end(Runnable close) {
        ended = true;
        close.run();
    }
}
