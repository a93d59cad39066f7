package dev.vitrine.castore.hash;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * One block after the other, four words of the state in a vector. It needs AVX-512: one instruction puts the whole message in the order of
 * a round, and narrower vectors would be boxed.
 */
final class Row implements Single {
    private static final VectorSpecies<Integer> WORDS = IntVector.SPECIES_512;
    private static final VectorSpecies<Byte> BLOCK = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> ROW = IntVector.SPECIES_128;
    private static final VectorSpecies<Long> PAIR = LongVector.SPECIES_128;
    private static final VectorShuffle<Integer> BY_ONE = VectorShuffle.fromOp(ROW, i -> (i + 1) % 4);
    private static final VectorShuffle<Integer> BY_TWO = VectorShuffle.fromOp(ROW, i -> (i + 2) % 4);
    private static final VectorShuffle<Integer> BY_THREE = VectorShuffle.fromOp(ROW, i -> (i + 3) % 4);

    /** The order of the message in each round. The second row of the state stays in place, so the diagonals begin one lane further. */
    private static final int[] ORDER = order();

    private static int[] order() {
        int[] places = {0, 2, 4, 6, 1, 3, 5, 7, 14, 8, 10, 12, 15, 9, 11, 13};
        int[] schedule = Schedule.times(1);
        int[] order = new int[schedule.length];
        Arrays.setAll(order, i -> schedule[i / 16 * 16 + places[i % 16]]);
        return order;
    }

    @Override
    public void chunk(
            byte[] in, int offset, int length, long counter, int flags, byte[] out, int outOffset, Workspace w) {
        int start = Kernel.CHUNK_START;
        int[] state = w.state;
        start(state);
        int at = 0;
        for (; length - at > Kernel.BLOCK; at += Kernel.BLOCK) {
            compress(state, in, offset + at, counter, Kernel.BLOCK, start, w.message);
            start = 0;
        }
        int rest = length - at;
        int last = start | Kernel.CHUNK_END | flags;
        if (rest == Kernel.BLOCK) {
            compress(state, in, offset + at, counter, rest, last, w.message);
        } else {
            compress(state, w.padded(in, offset + at, rest), 0, counter, rest, last, w.message);
        }
        store(state, out, outOffset);
    }

    @Override
    public void parent(byte[] in, int offset, int flags, byte[] out, int outOffset, Workspace w) {
        start(w.state);
        compress(w.state, in, offset, 0, Kernel.BLOCK, Kernel.PARENT | flags, w.message);
        store(w.state, out, outOffset);
    }

    private static void start(int[] state) {
        System.arraycopy(Constants.IV, 0, state, 0, state.length);
    }

    private static void store(int[] state, byte[] out, int offset) {
        IntVector.fromArray(ROW, state, 0).reinterpretAsBytes().intoArray(out, offset);
        IntVector.fromArray(ROW, state, 4).reinterpretAsBytes().intoArray(out, offset + 16);
    }

    /** Takes one block into the eight words of the state. */
    private static void compress(
            int[] state, byte[] block, int offset, long counter, int length, int flags, int[] message) {
        IntVector words = ByteVector.fromArray(BLOCK, block, offset).reinterpretAsInts();
        for (int round = 0; round < ORDER.length; round += 16) {
            IntVector.fromArray(WORDS, ORDER, round).selectFrom(words).intoArray(message, round);
        }
        IntVector a = IntVector.fromArray(ROW, state, 0);
        IntVector b = IntVector.fromArray(ROW, state, 4);
        IntVector c =
                IntVector.fromArray(ROW, Constants.IV, 0); // not a constant, which would make boxes of all that follow
        IntVector d = LongVector.broadcast(PAIR, counter)
                .withLane(1, (long) flags << 32 | length)
                .reinterpretAsInts();
        for (int round = 0; round < ORDER.length; round += 16) {
            a = a.add(word(message, round)).add(b);
            d = turn(d, a, 16);
            c = c.add(d);
            b = turn(b, c, 12);
            a = a.add(word(message, round + 4)).add(b);
            d = turn(d, a, 8);
            c = c.add(d);
            b = turn(b, c, 7);
            a = a.rearrange(BY_THREE);
            d = d.rearrange(BY_TWO);
            c = c.rearrange(BY_ONE);
            a = a.add(word(message, round + 8)).add(b);
            d = turn(d, a, 16);
            c = c.add(d);
            b = turn(b, c, 12);
            a = a.add(word(message, round + 12)).add(b);
            d = turn(d, a, 8);
            c = c.add(d);
            b = turn(b, c, 7);
            a = a.rearrange(BY_ONE);
            d = d.rearrange(BY_TWO);
            c = c.rearrange(BY_THREE);
        }
        a.lanewise(VectorOperators.XOR, c).intoArray(state, 0);
        b.lanewise(VectorOperators.XOR, d).intoArray(state, 4);
    }

    private static IntVector word(int[] message, int at) {
        return IntVector.fromArray(ROW, message, at);
    }

    private static IntVector turn(IntVector a, IntVector b, int bits) {
        return a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.ROR, bits);
    }
}
