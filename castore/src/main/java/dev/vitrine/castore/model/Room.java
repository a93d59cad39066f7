package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;

/** How much of the heap what is kept there may take. Thread-safe. */
public final class Room {
    private final long bytes;
    private long taken;

    /** So many bytes. */
    public Room(long bytes) {
        this.bytes = bytes;
    }

    /** Without an end, for who knows how little comes. */
    public static Room unbounded() {
        return new Room(Long.MAX_VALUE);
    }

    /** Takes so many bytes; {@link Unavailable} if that many are not left, and then none are taken. */
    public synchronized void take(long count) throws Unavailable {
        if (count > bytes - taken) {
            throw Unavailable.because(
                    "the store in memory has no room for more: " + bytes + " bytes are all that it may take",
                    new IOException(taken + " bytes are taken, and " + count + " more are needed"));
        }
        taken += count;
    }

    /** Gives back what was taken. */
    public synchronized void give(long count) {
        taken -= count;
    }

    /** How many bytes are taken. */
    public synchronized long taken() {
        return taken;
    }
}
