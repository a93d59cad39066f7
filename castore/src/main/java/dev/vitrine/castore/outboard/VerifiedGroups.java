package dev.vitrine.castore.outboard;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/** Which groups of one blob have been verified: one bit each, that is only ever set. Thread-safe. */
final class VerifiedGroups {
    private static final int OVERHEAD = 256;
    private static final AtomicLongArray NONE = new AtomicLongArray(0);

    private final long groups;
    private final AtomicLong missing;
    private volatile AtomicLongArray bits;
    private volatile boolean complete;
    /** Held by who makes a lost outboard anew, so that one does and the others wait for it. */
    final ReentrantLock rebuilding = new ReentrantLock();

    private VerifiedGroups(long groups, AtomicLongArray bits, boolean complete) {
        this.groups = groups;
        this.missing = new AtomicLong(groups);
        this.bits = bits;
        this.complete = complete;
    }

    static VerifiedGroups none(long groups) {
        return new VerifiedGroups(groups, new AtomicLongArray(Math.toIntExact((groups - 1) / Long.SIZE + 1)), false);
    }

    static VerifiedGroups all(long groups) {
        return new VerifiedGroups(groups, NONE, true);
    }

    /** Of the blob. */
    long count() {
        return groups;
    }

    /** Whether every group was verified: then nothing else needs to be asked. */
    boolean isComplete() {
        return complete;
    }

    boolean has(long group) {
        AtomicLongArray now = bits;
        return complete || (now.get((int) (group / Long.SIZE)) >>> group & 1) != 0;
    }

    /** Whether all from the first to the last were verified. */
    boolean hasAll(long first, long last) {
        for (long group = first; group <= last; group++) {
            if (!has(group)) {
                return false;
            }
        }
        return true;
    }

    /** Says whether this was the last one. */
    boolean add(long group) {
        AtomicLongArray now = bits;
        if (complete) {
            return false;
        }
        long bit = 1L << group;
        long before = now.getAndAccumulate((int) (group / Long.SIZE), bit, (old, added) -> old | added);
        if ((before & bit) != 0 || missing.decrementAndGet() > 0) {
            return false;
        }
        addAll();
        return true;
    }

    void addAll() {
        complete = true;
        bits = NONE;
    }

    /** In bytes, about. */
    int weight() {
        return OVERHEAD + bits.length() * Long.BYTES;
    }
}
