package dev.vitrine.castore.hash;

import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/** Hashes one large part of a segment by all cores, down to the values of its groups. For one thread at a time. */
final class Wide {
    /** The largest part: its groups are 128 KiB of values. */
    static final int MOST_CHUNKS = 64 * 1024;

    /** The smallest part for which it pays to wake others. */
    static final int FEWEST_CHUNKS = 2 * 1024;

    private static final Thread ANOTHER = Thread.ofPlatform().unstarted(() -> {});

    private byte[] values = {};

    /** Whether other threads may read it: one of a confined arena is for its owner alone. */
    static boolean isSuited(MemorySegment in) {
        return in.byteSize() >= (long) FEWEST_CHUNKS * Kernel.CHUNK && in.isAccessibleBy(ANOTHER);
    }

    /** The values of the groups; to be used before the next call. */
    byte[] groups(MemorySegment in, long position, int chunks, long counter, Kernel kernel) {
        int size = chunks / Group.CHUNKS * Kernel.VALUE;
        values = values.length >= size ? values : new byte[size];
        IntStream.range(0, chunks / Workspace.CHUNKS).parallel().forEach(piece -> {
            int at = piece * Workspace.CHUNKS;
            Workspace workspace = Workspace.take();
            workspace.groups(
                    in,
                    position + (long) at * Kernel.CHUNK,
                    Workspace.BYTES,
                    counter + at,
                    kernel,
                    values,
                    at / Group.CHUNKS * Kernel.VALUE);
            workspace.give();
        });
        return values;
    }
}
