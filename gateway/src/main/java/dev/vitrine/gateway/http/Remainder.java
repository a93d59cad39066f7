package dev.vitrine.gateway.http;

import java.nio.ByteBuffer;

/**
 * What is left to be written of a body when the request was handled: one buffer after the other, so that no thread waits for the client to
 * take them. For one thread at a time.
 */
public interface Remainder extends AutoCloseable {
    /** The first buffer, and then the next, when the one before was written. May be empty; only where {@link #hasNext}. */
    ByteBuffer next();

    boolean hasNext();

    /** Whether the bytes that a connection takes next are in memory. Reading others may wait for a disk. Costs a system call at most. */
    boolean isAtHand();

    /** Lets go of what holds the bytes. Called once, when all are written or never will be. */
    @Override
    void close();

    /** One buffer, in memory. */
    static Remainder of(ByteBuffer bytes) {
        return new Remainder() {
            private boolean given;

            @Override
            public ByteBuffer next() {
                given = true;
                return bytes;
            }

            @Override
            public boolean hasNext() {
                return !given;
            }

            @Override
            public boolean isAtHand() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
