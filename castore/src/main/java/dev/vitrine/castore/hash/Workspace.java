package dev.vitrine.castore.hash;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** What a kernel writes to while it works, so that no call allocates. For one thread at a time. */
final class Workspace {
    /** The most chunks that are hashed before their parents are: more would leave the fast caches, fewer would leave lanes idle. */
    static final int CHUNKS = 128;

    /** As many bytes as that. */
    static final int BYTES = CHUNKS * Kernel.CHUNK;

    /** The values of up to {@link #CHUNKS} chunks, then those of their parents, and so on. */
    final byte[] values = new byte[CHUNKS * Kernel.VALUE];

    /** The eight words that go from one block of a chunk to the next. */
    final int[] state = new int[8];

    /** Of kernels that compress up to sixteen inputs at once: the message, the state and the lower words of the counters, lane by lane. */
    final int[] message = new int[16 * 16];

    final int[] lanes = new int[8 * 16];
    final int[] counters = new int[16];

    /** A message on its way from rows to columns. */
    final int[] half = new int[16 * 16];

    /** The values of all lanes, where some of them are of no input. */
    final byte[] values16 = new byte[16 * Kernel.VALUE];

    /** Inputs that {@link PlainLanes} compress at once. */
    static final int PLAIN_LANES = 64;

    /** Bytes that are copied into an array before they are hashed. */
    private byte[] scratch = {};

    private int[][] plainState = {};
    private int[][] plainMessage = {};

    private static final Pool<Workspace> IDLE = new Pool<>(Workspace::new);

    private final byte[] block = new byte[Kernel.BLOCK];

    private Workspace() {}

    /** One that nobody uses. */
    static Workspace take() {
        return IDLE.take();
    }

    /** To be called when done; the caller forgets it. */
    void give() {
        IDLE.give(this);
    }

    int[][] plainState() {
        if (plainState.length == 0) {
            plainState = new int[16][PLAIN_LANES];
        }
        return plainState;
    }

    int[][] plainMessage() {
        if (plainMessage.length == 0) {
            plainMessage = new int[16][PLAIN_LANES];
        }
        return plainMessage;
    }

    /** These bytes, followed by zeros, as a block. */
    byte[] padded(byte[] in, int offset, int length) {
        System.arraycopy(in, offset, block, 0, length);
        Arrays.fill(block, length, Kernel.BLOCK, (byte) 0);
        return block;
    }

    /**
     * Hashes the chunks of these bytes into {@link #values}.
     *
     * @param length 1..{@link #BYTES}
     * @return how many they are
     */
    int hash(byte[] in, int offset, int length, long counter, Kernel kernel) {
        int whole = length / Kernel.CHUNK;
        kernel.chunks(in, offset, whole, counter, values, 0, this);
        int rest = length % Kernel.CHUNK;
        if (rest == 0) {
            return whole;
        }
        int at = whole * Kernel.CHUNK;
        kernel.chunk(in, offset + at, rest, counter + whole, 0, values, whole * Kernel.VALUE, this);
        return whole + 1;
    }

    /** Copies these bytes here, hashes them as {@link #hash} does, and writes the values of their groups; the length is that of whole groups. */
    void groups(MemorySegment in, long position, int length, long counter, Kernel kernel, byte[] out, int offset) {
        if (scratch.length == 0) {
            scratch = new byte[BYTES];
        }
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, position, scratch, 0, length);
        int chunks = hash(scratch, 0, length, counter, kernel);
        int groups = halve(chunks, chunks / Group.CHUNKS, kernel);
        System.arraycopy(values, 0, out, offset, groups * Kernel.VALUE);
    }

    /** Puts parents in the place of values, level by level, until {@code target} or fewer are left, and says how many. */
    int halve(int count, int target, Kernel kernel) {
        return halve(values, count, target, kernel);
    }

    /** The same for values elsewhere. */
    int halve(byte[] values, int count, int target, Kernel kernel) {
        while (count > target) {
            kernel.parents(values, count / 2, this);
            if (count % 2 == 1) { // the last one has no sibling yet, and moves up as it is
                System.arraycopy(values, (count - 1) * Kernel.VALUE, values, count / 2 * Kernel.VALUE, Kernel.VALUE);
            }
            count = (count + 1) / 2;
        }
        return count;
    }
}
