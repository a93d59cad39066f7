package dev.vitrine.castore.hash;

import static dev.vitrine.castore.hash.Constants.IV0;
import static dev.vitrine.castore.hash.Constants.IV1;
import static dev.vitrine.castore.hash.Constants.IV2;
import static dev.vitrine.castore.hash.Constants.IV3;
import static dev.vitrine.castore.hash.Constants.ROUNDS;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four inputs at once, in vectors of 128 bits: lane {@code i} of every vector belongs to input {@code i}. There is one such class for each
 * width, alike in all but that: to the compiler the species has to be a constant. The rounds are a loop, since what compiles vectors gives up on a
 * method as long as all of them; and between methods vectors go through arrays, since they would be boxed.
 */
final class Lanes4 implements Lanes {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_128;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final int LANES = 4;
    private static final int[] SCHEDULE = Schedule.times(LANES);
    private static final IntVector NUMBERS = IntVector.zero(INTS).addIndex(1);

    /** Where the lanes of two lower halves in turn, and of two upper halves, come from; and which of them come from the second vector. */
    private static final IntVector LOW = IntVector.fromArray(INTS, Pairing.low(LANES), 0);

    private static final IntVector HIGH = IntVector.fromArray(INTS, Pairing.high(LANES), 0);
    private static final VectorShuffle<Integer> LOW_OF_ONE = VectorShuffle.fromOp(INTS, i -> i / 2);
    private static final VectorShuffle<Integer> HIGH_OF_ONE = VectorShuffle.fromOp(INTS, i -> LANES / 2 + i / 2);
    private static final VectorMask<Integer> ODD = VectorMask.fromLong(INTS, 0xAAAA);

    @Override
    public int count() {
        return LANES;
    }

    @Override
    public void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace w) {
        start(w.lanes);
        NUMBERS.add((int) counter).intoArray(w.counters, 0);
        for (int block = 0; block < Kernel.CHUNK / Kernel.BLOCK; block++) {
            gather(in, offset + block * Kernel.BLOCK, Kernel.CHUNK, count - 1, w);
            compress(w, (int) (counter >>> 32), Kernel.flagsOf(block));
        }
        scatter(count, out, outOffset, w);
    }

    @Override
    public void parents(byte[] in, int offset, int count, byte[] out, int outOffset, Workspace w) {
        start(w.lanes);
        IntVector.zero(INTS).intoArray(w.counters, 0);
        gather(in, offset, Kernel.BLOCK, count - 1, w);
        compress(w, 0, Kernel.PARENT);
        scatter(count, out, outOffset, w);
    }

    private static void start(int[] state) {
        for (int i = 0; i < 8; i++) {
            Arrays.fill(state, i * LANES, (i + 1) * LANES, Constants.IV[i]);
        }
    }

    /** Puts word {@code i} of every input's block into vector {@code i} of the message; lanes without an input repeat the last. */
    private static void gather(byte[] in, int start, int stride, int last, Workspace w) {
        for (int k = 0; k < 4; k++) {
            spread(
                    row(in, start, stride, last, k),
                    row(in, start, stride, last, k + 4),
                    row(in, start, stride, last, k + 8),
                    row(in, start, stride, last, k + 12),
                    w.message,
                    k);
        }
    }

    /** The {@code k}-th vector of all blocks, one block after the other. */
    private static IntVector row(byte[] in, int start, int stride, int last, int k) {
        int at = start + Math.min(k / 4, last) * stride + k % 4 * 16;
        return ByteVector.fromArray(BYTES, in, at).reinterpretAsInts();
    }

    /** Puts word {@code i} of every state into the {@code i}-th place of its value. */
    private static void scatter(int count, byte[] out, int offset, Workspace w) {
        int[] from = w.lanes;
        int[] to = w.half;
        for (int step = 0; step < 3; step++) {
            spread2(from, to, 8);
            int[] free = from;
            from = to;
            to = free;
        }
        byte[] bytes = count == LANES ? out : w.values16;
        int at = count == LANES ? offset : 0;
        for (int k = 0; k < 8; k++) {
            load(from, k).reinterpretAsBytes().intoArray(bytes, at + k * BYTES.length());
        }
        if (count < LANES) {
            System.arraycopy(bytes, 0, out, offset, count * Kernel.VALUE);
        }
    }

    /** Two steps of a perfect shuffle of all lanes of sixteen vectors: each puts the upper half between the lanes of the lower half. */
    private static void spread(IntVector a, IntVector b, IntVector c, IntVector d, int[] to, int k) {
        IntVector ac = low(a, c);
        IntVector bd = low(b, d);
        store(low(ac, bd), to, 4 * k);
        store(high(ac, bd), to, 4 * k + 1);
        ac = high(a, c);
        bd = high(b, d);
        store(low(ac, bd), to, 4 * k + 2);
        store(high(ac, bd), to, 4 * k + 3);
    }

    /** One such step. */
    private static void spread2(int[] from, int[] to, int vectors) {
        int half = vectors / 2;
        for (int k = 0; k < half; k++) {
            IntVector a = load(from, k);
            IntVector b = load(from, k + half);
            store(low(a, b), to, 2 * k);
            store(high(a, b), to, 2 * k + 1);
        }
    }

    private static IntVector low(IntVector a, IntVector b) {
        return Pairing.AT_ONCE ? LOW.selectFrom(a, b) : a.rearrange(LOW_OF_ONE).blend(b.rearrange(LOW_OF_ONE), ODD);
    }

    private static IntVector high(IntVector a, IntVector b) {
        return Pairing.AT_ONCE
                ? HIGH.selectFrom(a, b)
                : a.rearrange(HIGH_OF_ONE).blend(b.rearrange(HIGH_OF_ONE), ODD);
    }

    /** Takes the message, a block of each input, into the eight vectors of the state. */
    private static void compress(Workspace w, int counterHigh, int flags) {
        int[] m = w.message;
        int[] state = w.lanes;
        IntVector v0 = IntVector.fromArray(INTS, state, 0 * LANES);
        IntVector v1 = IntVector.fromArray(INTS, state, 1 * LANES);
        IntVector v2 = IntVector.fromArray(INTS, state, 2 * LANES);
        IntVector v3 = IntVector.fromArray(INTS, state, 3 * LANES);
        IntVector v4 = IntVector.fromArray(INTS, state, 4 * LANES);
        IntVector v5 = IntVector.fromArray(INTS, state, 5 * LANES);
        IntVector v6 = IntVector.fromArray(INTS, state, 6 * LANES);
        IntVector v7 = IntVector.fromArray(INTS, state, 7 * LANES);
        IntVector v8 = IntVector.broadcast(INTS, IV0);
        IntVector v9 = IntVector.broadcast(INTS, IV1);
        IntVector v10 = IntVector.broadcast(INTS, IV2);
        IntVector v11 = IntVector.broadcast(INTS, IV3);
        IntVector v12 = load(w.counters, 0);
        IntVector v13 = IntVector.broadcast(INTS, counterHigh);
        IntVector v14 = IntVector.broadcast(INTS, Kernel.BLOCK);
        IntVector v15 = IntVector.broadcast(INTS, flags);
        for (int at = 0; at < 16 * ROUNDS; at += 16) {
            v0 = v0.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 0])).add(v4);
            v1 = v1.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 2])).add(v5);
            v2 = v2.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 4])).add(v6);
            v3 = v3.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 6])).add(v7);
            v12 = v12.lanewise(XOR, v0).lanewise(ROR, 16);
            v13 = v13.lanewise(XOR, v1).lanewise(ROR, 16);
            v14 = v14.lanewise(XOR, v2).lanewise(ROR, 16);
            v15 = v15.lanewise(XOR, v3).lanewise(ROR, 16);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 12);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 12);
            v6 = v6.lanewise(XOR, v10).lanewise(ROR, 12);
            v7 = v7.lanewise(XOR, v11).lanewise(ROR, 12);
            v0 = v0.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 1])).add(v4);
            v1 = v1.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 3])).add(v5);
            v2 = v2.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 5])).add(v6);
            v3 = v3.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 7])).add(v7);
            v12 = v12.lanewise(XOR, v0).lanewise(ROR, 8);
            v13 = v13.lanewise(XOR, v1).lanewise(ROR, 8);
            v14 = v14.lanewise(XOR, v2).lanewise(ROR, 8);
            v15 = v15.lanewise(XOR, v3).lanewise(ROR, 8);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 7);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 7);
            v6 = v6.lanewise(XOR, v10).lanewise(ROR, 7);
            v7 = v7.lanewise(XOR, v11).lanewise(ROR, 7);
            v0 = v0.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 8])).add(v5);
            v1 = v1.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 10])).add(v6);
            v2 = v2.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 12])).add(v7);
            v3 = v3.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 14])).add(v4);
            v15 = v15.lanewise(XOR, v0).lanewise(ROR, 16);
            v12 = v12.lanewise(XOR, v1).lanewise(ROR, 16);
            v13 = v13.lanewise(XOR, v2).lanewise(ROR, 16);
            v14 = v14.lanewise(XOR, v3).lanewise(ROR, 16);
            v10 = v10.add(v15);
            v11 = v11.add(v12);
            v8 = v8.add(v13);
            v9 = v9.add(v14);
            v5 = v5.lanewise(XOR, v10).lanewise(ROR, 12);
            v6 = v6.lanewise(XOR, v11).lanewise(ROR, 12);
            v7 = v7.lanewise(XOR, v8).lanewise(ROR, 12);
            v4 = v4.lanewise(XOR, v9).lanewise(ROR, 12);
            v0 = v0.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 9])).add(v5);
            v1 = v1.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 11])).add(v6);
            v2 = v2.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 13])).add(v7);
            v3 = v3.add(IntVector.fromArray(INTS, m, SCHEDULE[at + 15])).add(v4);
            v15 = v15.lanewise(XOR, v0).lanewise(ROR, 8);
            v12 = v12.lanewise(XOR, v1).lanewise(ROR, 8);
            v13 = v13.lanewise(XOR, v2).lanewise(ROR, 8);
            v14 = v14.lanewise(XOR, v3).lanewise(ROR, 8);
            v10 = v10.add(v15);
            v11 = v11.add(v12);
            v8 = v8.add(v13);
            v9 = v9.add(v14);
            v5 = v5.lanewise(XOR, v10).lanewise(ROR, 7);
            v6 = v6.lanewise(XOR, v11).lanewise(ROR, 7);
            v7 = v7.lanewise(XOR, v8).lanewise(ROR, 7);
            v4 = v4.lanewise(XOR, v9).lanewise(ROR, 7);
        }
        v0.lanewise(XOR, v8).intoArray(state, 0 * LANES);
        v1.lanewise(XOR, v9).intoArray(state, 1 * LANES);
        v2.lanewise(XOR, v10).intoArray(state, 2 * LANES);
        v3.lanewise(XOR, v11).intoArray(state, 3 * LANES);
        v4.lanewise(XOR, v12).intoArray(state, 4 * LANES);
        v5.lanewise(XOR, v13).intoArray(state, 5 * LANES);
        v6.lanewise(XOR, v14).intoArray(state, 6 * LANES);
        v7.lanewise(XOR, v15).intoArray(state, 7 * LANES);
    }

    private static IntVector load(int[] from, int k) {
        return IntVector.fromArray(INTS, from, k * LANES);
    }

    private static void store(IntVector vector, int[] to, int k) {
        vector.intoArray(to, k * LANES);
    }
}
