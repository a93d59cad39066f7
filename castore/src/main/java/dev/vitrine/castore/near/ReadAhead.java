package dev.vitrine.castore.near;

/**
 * How much to fetch beyond what one reader asks for: nothing at first and after a jump, and twice as much with each read that follows on
 * the one before. Thread-safe.
 */
final class ReadAhead {
    private static final long LEAST = 128 << 10;
    private static final long MOST = 8 << 20;

    /** Reads of one program may overtake each other by this much. */
    private static final long SLACK = 1 << 20;

    private long next;
    private long window;

    /** How many bytes behind the end of this read to fetch as well, 0 to 8 MiB. */
    synchronized long after(long position, long length) {
        boolean follows = position > 0 && position >= next - SLACK && position <= next + SLACK;
        window = follows ? Math.clamp(window * 2, LEAST, MOST) : 0;
        next = position + length;
        return window;
    }
}
