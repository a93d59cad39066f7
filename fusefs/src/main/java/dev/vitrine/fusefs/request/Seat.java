package dev.vitrine.fusefs.request;

/**
 * Where one thread takes requests from the kernel and answers them, one at a time. All methods are for that thread; others have
 * {@link InFlight}.
 */
public interface Seat extends AutoCloseable {
    /** Waits for the next request; false when none will come any more. */
    boolean receive();

    /** Whether the request that was received only says that something is no longer needed: it must be heard, and takes no time. */
    boolean endsSomething();

    /** Answers the request that was received. */
    void answer();

    /** The request that is being answered, as other threads see it. */
    InFlight inFlight();

    @Override
    void close();
}
