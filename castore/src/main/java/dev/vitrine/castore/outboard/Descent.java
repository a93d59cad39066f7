package dev.vitrine.castore.outboard;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads an outboard from its root on, and believes no node that its parent does not vouch for. Thread-safe. */
final class Descent {
    private final StoredOutboard outboard;
    private final Digest digest;
    private final TreeShape shape;

    /** @param shape of more than one group */
    Descent(StoredOutboard outboard, Digest digest, TreeShape shape) {
        this.outboard = outboard;
        this.digest = digest;
        this.shape = shape;
    }

    /** The chaining values of all groups of a region, one after the other; empty if the outboard is missing or damaged. */
    Optional<byte[]> values(long region) throws CastoreException {
        Optional<StoredOutboard.Nodes> opened = outboard.open(shape.outboardBytes());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (StoredOutboard.Nodes nodes = opened.get()) {
            return values(region, new Span(0, 0, shape.groups(), digest.toByteArray()), nodes);
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) { // the disk has lost it, as damaged as if it had other bytes
            return Optional.empty();
        }
    }

    private static Optional<byte[]> values(long region, Span top, StoredOutboard.Nodes nodes) throws IOException {
        Span span = top;
        while (span.groups > TreeShape.REGION) {
            byte[] parent = read(nodes, span.node, 1);
            if (!Subtree.isRight(parent, 0, span.isRoot(), span.value, 0)) {
                return Optional.empty();
            }
            span = span.child(region * TreeShape.REGION, parent);
        }
        int groups = (int) span.groups;
        byte[] leaves = new byte[groups * TreeShape.VALUE];
        return Subtree.check(read(nodes, span.node, groups - 1), groups, span.isRoot(), span.value, leaves)
                ? Optional.of(leaves)
                : Optional.empty();
    }

    private static byte[] read(StoredOutboard.Nodes nodes, long node, int count) throws IOException {
        byte[] bytes = new byte[count * TreeShape.NODE];
        nodes.read(node * TreeShape.NODE, bytes);
        return bytes;
    }

    /** A part of the tree: where its topmost node is, which groups are below, and what they are vouched to come to. */
    private static final class Span {
        private final long node;
        private final long first;
        private final long groups;
        private final byte[] value;

        Span(long node, long first, long groups, byte[] value) {
            this.node = node;
            this.first = first;
            this.groups = groups;
            this.value = value;
        }

        boolean isRoot() {
            return node == 0;
        }

        /** The child that has the group. */
        Span child(long group, byte[] parent) {
            long left = TreeShape.left(groups);
            return group < first + left
                    ? new Span(node + 1, first, left, Arrays.copyOf(parent, TreeShape.VALUE))
                    : new Span(
                            node + left,
                            first + left,
                            groups - left,
                            Arrays.copyOfRange(parent, TreeShape.VALUE, TreeShape.NODE));
        }
    }
}
