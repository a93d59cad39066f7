package dev.vitrine.castore.outboard;

/**
 * The tree of hashes over one blob, as numbers. The leaves are groups of 2^groupLog chunks of 1 KiB, the last one shorter or empty; each
 * node above covers, on its left, the greatest power of two of its groups that is not all of them (BLAKE3, 2.1). An outboard has the
 * nodes in pre-order: node {@code i} over {@code n} groups has its left child, if that is a node, at {@code i + 1}, and its right one at
 * {@code i + left(n)}.
 *
 * <p>Groups that lie together by 1,024 are a region: their nodes are one piece of the outboard, of 64 KiB at most.
 *
 * @param size of the blob in bytes, 0 or more
 * @param groupLog 4 in our stores, which is what iroh has; 0 in Bao's own format
 */
record TreeShape(long size, int groupLog) {
    /** What a node takes: the chaining values of its two children. */
    static final int NODE = 64;
    /** What a chaining value takes. */
    static final int VALUE = 32;
    /** How many groups a region has, but for the last one. */
    static final int REGION = 1024;

    private static final int CHUNK_LOG = 10;
    private static final int STORED_GROUP_LOG = 4;

    TreeShape {
        if (size < 0) {
            throw new IllegalArgumentException("a blob of " + size + " bytes");
        }
    }

    /** The shape of what our stores keep: groups of 16 KiB. */
    static TreeShape of(long size) {
        return new TreeShape(size, STORED_GROUP_LOG);
    }

    /** How many groups there are on the left of a node over that many, 2 or more. */
    static long left(long groups) {
        return Long.highestOneBit(groups - 1);
    }

    int groupBytes() {
        return 1 << (CHUNK_LOG + groupLog);
    }

    /** 1 or more: the empty blob is one empty group. */
    long groups() {
        return Math.max(1, ((size - 1) >> (CHUNK_LOG + groupLog)) + 1);
    }

    long regions() {
        return (groups() - 1) / REGION + 1;
    }

    int groupsIn(long region) {
        return (int) Math.min(REGION, groups() - region * REGION);
    }

    /** Of the outboard, which has no prefix. */
    long outboardBytes() {
        return NODE * (groups() - 1);
    }

    /** The group in which that byte is. */
    long groupAt(long position) {
        return position >> (CHUNK_LOG + groupLog);
    }

    /** Where the group begins in the blob. */
    long start(long group) {
        return group << (CHUNK_LOG + groupLog);
    }

    /** How many bytes the group has. */
    int length(long group) {
        return (int) Math.min(groupBytes(), size - start(group));
    }

    long firstChunk(long group) {
        return group << groupLog;
    }
}
