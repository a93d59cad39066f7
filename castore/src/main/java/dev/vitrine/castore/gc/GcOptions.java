package dev.vitrine.castore.gc;

import java.time.Duration;

/**
 * How a collection goes about it.
 *
 * @param grace how long what no root reaches is spared after a collection has first seen that; 0 or more
 * @param dryRun whether to say what would be done, and change nothing
 */
public record GcOptions(Duration grace, boolean dryRun) {
    /** A day, which is longer than most imports take. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    public GcOptions {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("the grace is 0 or more, not " + grace);
        }
    }

    /** A collection that spares for that long. */
    public static GcOptions sparing(Duration grace) {
        return new GcOptions(grace, false);
    }

    /** The same, which changes nothing. */
    public GcOptions dry() {
        return new GcOptions(grace, true);
    }
}
