package dev.vitrine.castore.hash;

/**
 * The values of subtrees that were hashed and whose parents were not: the left edge of a tree that grows to the right. The topmost two
 * are joined only when more follows, since what joins the last two is the root. For one thread at a time.
 */
final class Subtrees {
    /** 2^54 chunks are the most that there can be. */
    private static final int DEPTH = 56;

    private final byte[] values = new byte[DEPTH * Kernel.VALUE];
    private int depth;

    void clear() {
        depth = 0;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** The values, bottom first. */
    byte[] values() {
        return values;
    }

    void push(byte[] from, int offset) {
        System.arraycopy(from, offset, values, depth * Kernel.VALUE, Kernel.VALUE);
        depth++;
    }

    /** Joins what has to be joined once more follows on {@code chunks}: whole subtrees of equal size. */
    void join(long chunks, Kernel kernel, Workspace workspace) {
        while (depth > Long.bitCount(chunks)) {
            join(kernel, 0, workspace);
        }
    }

    /** Joins all into one value; with the flag {@link Kernel#ROOT} on the last join, or 0. */
    void joinAll(Kernel kernel, int flags, byte[] out, int offset, Workspace workspace) {
        while (depth > 1) {
            join(kernel, depth == 2 ? flags : 0, workspace);
        }
        System.arraycopy(values, 0, out, offset, Kernel.VALUE);
    }

    private void join(Kernel kernel, int flags, Workspace workspace) {
        depth--;
        int left = (depth - 1) * Kernel.VALUE;
        kernel.parent(values, left, flags, values, left, workspace);
    }
}
