package dev.vitrine.castore.outboard;

import dev.vitrine.castore.hash.Blake3;
import java.util.Arrays;

/** A part of the tree whose nodes are at hand in pre-order, and whose leaves are chaining values. */
final class Subtree {
    private static final int VALUE = TreeShape.VALUE;
    private static final int NODE = TreeShape.NODE;

    private final byte[] nodes;
    private final byte[] leaves;

    private Subtree(byte[] nodes, byte[] leaves) {
        this.nodes = nodes;
        this.leaves = leaves;
    }

    /**
     * Makes the nodes over some leaves.
     *
     * @param count of the leaves, 1 or more
     * @param isRoot whether this is the whole tree
     * @param value takes the 32 bytes that the nodes come to: a chaining value, or the digest
     */
    static byte[] build(byte[] leaves, int count, boolean isRoot, byte[] value) {
        byte[] nodes = new byte[Math.multiplyExact(NODE, count - 1)];
        new Subtree(nodes, leaves).build(0, count, 0, isRoot, value, 0);
        return nodes;
    }

    private void build(int first, int count, int node, boolean isRoot, byte[] value, int offset) {
        if (count == 1) {
            System.arraycopy(leaves, first * VALUE, value, offset, VALUE);
            return;
        }
        int left = (int) TreeShape.left(count);
        build(first, left, node + 1, false, nodes, node * NODE);
        build(first + left, count - left, node + left, false, nodes, node * NODE + VALUE);
        merge(nodes, node * NODE, isRoot, value, offset);
    }

    /** What a node comes to. */
    static void merge(byte[] nodes, int at, boolean isRoot, byte[] value, int offset) {
        if (isRoot) {
            byte[] digest = Blake3.rootParent(nodes, at, nodes, at + VALUE).toByteArray();
            System.arraycopy(digest, 0, value, offset, VALUE);
        } else {
            Blake3.parent(nodes, at, nodes, at + VALUE, value, offset);
        }
    }

    /**
     * Takes the leaves out of nodes that nobody vouches for yet.
     *
     * @param count of the leaves, 1 or more
     * @param value what the nodes must come to
     * @param leaves takes the leaves
     * @return whether every node is right
     */
    static boolean check(byte[] nodes, int count, boolean isRoot, byte[] value, byte[] leaves) {
        return new Subtree(nodes, leaves).check(0, count, 0, isRoot, value, 0);
    }

    private boolean check(int first, int count, int node, boolean isRoot, byte[] value, int offset) {
        if (count == 1) {
            System.arraycopy(value, offset, leaves, first * VALUE, VALUE);
            return true;
        }
        int left = (int) TreeShape.left(count);
        return isRight(nodes, node * NODE, isRoot, value, offset)
                && check(first, left, node + 1, false, nodes, node * NODE)
                && check(first + left, count - left, node + left, false, nodes, node * NODE + VALUE);
    }

    /** Whether a node comes to what it must. */
    static boolean isRight(byte[] nodes, int at, boolean isRoot, byte[] value, int offset) {
        byte[] actual = new byte[VALUE];
        merge(nodes, at, isRoot, actual, 0);
        return Arrays.equals(actual, 0, VALUE, value, offset, offset + VALUE);
    }
}
