package dev.vitrine.castore.gc;

import dev.vitrine.castore.model.Digest;
import java.util.Random;

/**
 * A set of digests in one array: 43 to 86 bytes for each, and half as much again while it grows. Holds up to 200 million.
 * Not thread-safe.
 */
final class DigestSet {
    private static final int WIDTH = Digest.LENGTH / Long.BYTES;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int MAX_SLOTS = 1 << 28;

    /** Where a digest goes must not be foreseeable: a directory may refer to any digests, also to many that would crowd together. */
    private final long[] factors =
            new Random().longs(WIDTH).map(factor -> factor | 1).toArray();

    private long[] slots = new long[WIDTH * FIRST_SLOTS];
    private int size;
    /** A slot of zeros is free, so this digest needs a place of its own. */
    private boolean hasZero;

    /** Says whether the digest is new. */
    boolean add(Digest digest) {
        if (isZero(digest)) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (4L * (size + 1) > 3L * (slots.length / WIDTH)) {
            grow();
        }
        int at = find(slots, digest);
        if (!isFree(slots, at)) {
            return false;
        }
        put(slots, at, digest);
        size++;
        return true;
    }

    boolean contains(Digest digest) {
        return isZero(digest) ? hasZero : !isFree(slots, find(slots, digest));
    }

    int size() {
        return size + (hasZero ? 1 : 0);
    }

    private static boolean isZero(Digest digest) {
        return (digest.first() | digest.second() | digest.third() | digest.fourth()) == 0;
    }

    /** Where the digest is or would be. */
    private int find(long[] array, Digest digest) {
        int mask = array.length / WIDTH - 1;
        int slot = spread(digest) & mask;
        while (!isFree(array, WIDTH * slot) && !isAt(array, WIDTH * slot, digest)) {
            slot = (slot + 1) & mask;
        }
        return WIDTH * slot;
    }

    private int spread(Digest digest) {
        long sum = digest.first() * factors[0]
                + digest.second() * factors[1]
                + digest.third() * factors[2]
                + digest.fourth() * factors[3];
        return (int) (sum >>> Integer.SIZE);
    }

    private static boolean isFree(long[] array, int at) {
        return (array[at] | array[at + 1] | array[at + 2] | array[at + 3]) == 0;
    }

    private static boolean isAt(long[] array, int at, Digest digest) {
        return array[at] == digest.first()
                && array[at + 1] == digest.second()
                && array[at + 2] == digest.third()
                && array[at + 3] == digest.fourth();
    }

    private static void put(long[] array, int at, Digest digest) {
        array[at] = digest.first();
        array[at + 1] = digest.second();
        array[at + 2] = digest.third();
        array[at + 3] = digest.fourth();
    }

    private void grow() {
        if (slots.length / WIDTH >= MAX_SLOTS) {
            throw new IllegalStateException("too many digests to be held in memory: " + size);
        }
        long[] bigger = new long[2 * slots.length];
        for (int at = 0; at < slots.length; at += WIDTH) {
            if (!isFree(slots, at)) {
                Digest digest = new Digest(slots[at], slots[at + 1], slots[at + 2], slots[at + 3]);
                put(bigger, find(bigger, digest), digest);
            }
        }
        slots = bigger;
    }
}
