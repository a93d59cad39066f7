package dev.vitrine.gateway.http;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How many long listings may be under way at once, in whatever form they are sent. One of a million entries is 500 MB to send, and holds
 * its directory in memory for as long. A listing of fewer than 10,000 entries counts for nothing, and is never refused. Thread-safe.
 */
public final class LongListings {
    /** From how many entries on a listing is long. */
    private static final int LONG = 10_000;

    private static final HttpField LATER = new HttpField(HttpHeader.RETRY_AFTER, "2");

    private final Semaphore turns;

    public LongListings(int atOnce) {
        this.turns = new Semaphore(atOnce);
    }

    /** What sends a listing. */
    @FunctionalInterface
    public interface Sending {
        void run() throws IOException;
    }

    /** Sends a listing of so many entries; or answers, if too many long ones are under way, that the client may come again. */
    public void send(int entries, Exchange exchange, Sending listing) throws IOException {
        if (entries < LONG) {
            listing.run();
        } else if (turns.tryAcquire()) {
            sendLong(listing);
        } else {
            exchange.header().put(LATER);
            ErrorAnswer.send(HttpStatus.UNAVAILABLE, exchange);
        }
    }

    private void sendLong(Sending listing) throws IOException {
        try {
            listing.run();
        } finally {
            turns.release();
        }
    }
}
