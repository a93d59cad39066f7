package dev.vitrine.castore.hash;

import dev.vitrine.castore.model.Digest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes the input of a tree in pieces of any length. Whole groups are hashed where they lie; what is left over, and what is not in an
 * array, goes through a buffer. For one thread at a time; once it has ended it has to be started anew.
 */
final class Hasher {
    private static final byte[] NONE = {};
    private static final int SMALLEST = 2048;

    private final Tree tree;
    private final byte[] value = new byte[Kernel.VALUE];

    /** Grows as it is needed: most inputs are small. */
    private byte[] buffer = NONE;

    private int buffered;
    private boolean ended;

    Hasher(Blake3.GroupSink sink) {
        tree = new Tree(sink);
    }

    void start(long firstChunk) {
        tree.start(firstChunk);
        buffered = 0;
        ended = false;
    }

    void update(byte[] in, int offset, int length) {
        checkNotEnded();
        int at = 0;
        while (at < length) {
            int whole = buffered == 0 ? (length - at) / Group.BYTES * Group.BYTES : 0;
            if (whole > 0) {
                tree.grow(in, offset + at, whole);
                at += whole;
            } else {
                int more = room(length - at);
                System.arraycopy(in, offset + at, buffer, buffered, more);
                added(more);
                at += more;
            }
        }
    }

    /** The position moves to the limit. */
    void update(ByteBuffer in) {
        if (in.hasArray()) {
            update(in.array(), in.arrayOffset() + in.position(), in.remaining());
            in.position(in.limit());
            return;
        }
        checkNotEnded();
        while (in.hasRemaining()) {
            int more = room(in.remaining());
            in.get(buffer, buffered, more);
            added(more);
        }
    }

    void update(MemorySegment in) {
        checkNotEnded();
        boolean wide = Wide.isSuited(in);
        for (long at = 0; at < in.byteSize(); ) {
            long taken = wide && buffered == 0 ? tree.growWide(in, at) : 0;
            at += taken > 0 ? taken : fill(in, at);
        }
    }

    private int fill(MemorySegment in, long at) {
        int more = room(in.byteSize() - at);
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, at, buffer, buffered, more);
        added(more);
        return more;
    }

    /** How many of these bytes go into the buffer now. */
    private int room(long available) {
        int more = (int) Math.min(available, tree.toBoundary() - buffered);
        int needed = buffered + more;
        if (needed > buffer.length) {
            int power = Integer.highestOneBit(Math.max(needed, SMALLEST) - 1) << 1;
            buffer = Arrays.copyOf(buffer, Math.max(SMALLEST, power));
        }
        return more;
    }

    private void added(int more) {
        buffered += more;
        if (buffered == tree.toBoundary()) {
            tree.grow(buffer, 0, buffered);
            buffered = 0;
        }
    }

    /**
     * Ends.
     *
     * @param flags {@link Kernel#ROOT} for the digest, 0 for the value of a subtree
     */
    void finish(int flags, byte[] out, int offset) {
        checkNotEnded();
        ended = true;
        tree.end(buffer, 0, buffered, flags, out, offset);
    }

    Digest finish() {
        finish(Kernel.ROOT, value, 0);
        return Digest.at(value, 0);
    }

    /** The digest of this alone, of a hasher that has just been started: what is in an array is not copied. */
    Digest digest(byte[] in, int offset, int length) {
        int whole = length <= Workspace.BYTES ? 0 : (length - 1) / Workspace.BYTES * Workspace.BYTES;
        if (whole > 0) {
            tree.grow(in, offset, whole);
        }
        tree.end(in, offset + whole, length - whole, Kernel.ROOT, value, 0);
        return Digest.at(value, 0);
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("the hasher has finished: reset it first");
        }
    }
}
