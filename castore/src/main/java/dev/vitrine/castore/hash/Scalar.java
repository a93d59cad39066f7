package dev.vitrine.castore.hash;

import static dev.vitrine.castore.hash.Constants.IV0;
import static dev.vitrine.castore.hash.Constants.IV1;
import static dev.vitrine.castore.hash.Constants.IV2;
import static dev.vitrine.castore.hash.Constants.IV3;
import static dev.vitrine.castore.hash.Constants.IV4;
import static dev.vitrine.castore.hash.Constants.IV5;
import static dev.vitrine.castore.hash.Constants.IV6;
import static dev.vitrine.castore.hash.Constants.IV7;
import static dev.vitrine.castore.hash.Constants.ROUNDS;
import static java.lang.Integer.rotateRight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One block after the other in plain Java: always there, at once fast, and the measure of every other kernel. */
final class Scalar implements Kernel {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public KernelName name() {
        return KernelName.SCALAR;
    }

    @Override
    public void chunk(
            byte[] in, int offset, int length, long counter, int flags, byte[] out, int outOffset, Workspace w) {
        int[] state = w.state;
        start(state);
        int at = 0;
        int start = CHUNK_START;
        for (; length - at > BLOCK; at += BLOCK) {
            compress(state, in, offset + at, counter, BLOCK, start);
            start = 0;
        }
        int rest = length - at;
        int last = start | CHUNK_END | flags;
        if (rest == BLOCK) {
            compress(state, in, offset + at, counter, BLOCK, last);
        } else {
            compress(state, w.padded(in, offset + at, rest), 0, counter, rest, last);
        }
        store(state, out, outOffset);
    }

    @Override
    public void parent(byte[] in, int offset, int flags, byte[] out, int outOffset, Workspace w) {
        start(w.state);
        compress(w.state, in, offset, 0, BLOCK, PARENT | flags);
        store(w.state, out, outOffset);
    }

    @Override
    public void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace w) {
        for (int i = 0; i < count; i++) {
            chunk(in, offset + i * CHUNK, CHUNK, counter + i, 0, out, outOffset + i * VALUE, w);
        }
    }

    @Override
    public void parents(byte[] values, int count, Workspace w) {
        for (int i = 0; i < count; i++) {
            parent(values, i * BLOCK, 0, values, i * VALUE, w);
        }
    }

    private static void start(int[] state) {
        state[0] = IV0;
        state[1] = IV1;
        state[2] = IV2;
        state[3] = IV3;
        state[4] = IV4;
        state[5] = IV5;
        state[6] = IV6;
        state[7] = IV7;
    }

    private static void store(int[] state, byte[] out, int offset) {
        for (int i = 0; i < 8; i++) {
            INTS.set(out, offset + 4 * i, state[i]);
        }
    }

    /** Takes one block into the eight words of the state. In each round the words of the message change places. */
    private static void compress(int[] state, byte[] block, int offset, long counter, int length, int flags) {
        int m0 = (int) INTS.get(block, offset);
        int m1 = (int) INTS.get(block, offset + 4);
        int m2 = (int) INTS.get(block, offset + 8);
        int m3 = (int) INTS.get(block, offset + 12);
        int m4 = (int) INTS.get(block, offset + 16);
        int m5 = (int) INTS.get(block, offset + 20);
        int m6 = (int) INTS.get(block, offset + 24);
        int m7 = (int) INTS.get(block, offset + 28);
        int m8 = (int) INTS.get(block, offset + 32);
        int m9 = (int) INTS.get(block, offset + 36);
        int m10 = (int) INTS.get(block, offset + 40);
        int m11 = (int) INTS.get(block, offset + 44);
        int m12 = (int) INTS.get(block, offset + 48);
        int m13 = (int) INTS.get(block, offset + 52);
        int m14 = (int) INTS.get(block, offset + 56);
        int m15 = (int) INTS.get(block, offset + 60);
        int v0 = state[0];
        int v1 = state[1];
        int v2 = state[2];
        int v3 = state[3];
        int v4 = state[4];
        int v5 = state[5];
        int v6 = state[6];
        int v7 = state[7];
        int v8 = IV0;
        int v9 = IV1;
        int v10 = IV2;
        int v11 = IV3;
        int v12 = (int) counter;
        int v13 = (int) (counter >>> 32);
        int v14 = length;
        int v15 = flags;
        for (int round = 0; round < ROUNDS; round++) {
            v0 += v4 + m0;
            v12 = rotateRight(v12 ^ v0, 16);
            v8 += v12;
            v4 = rotateRight(v4 ^ v8, 12);
            v0 += v4 + m1;
            v12 = rotateRight(v12 ^ v0, 8);
            v8 += v12;
            v4 = rotateRight(v4 ^ v8, 7);
            v1 += v5 + m2;
            v13 = rotateRight(v13 ^ v1, 16);
            v9 += v13;
            v5 = rotateRight(v5 ^ v9, 12);
            v1 += v5 + m3;
            v13 = rotateRight(v13 ^ v1, 8);
            v9 += v13;
            v5 = rotateRight(v5 ^ v9, 7);
            v2 += v6 + m4;
            v14 = rotateRight(v14 ^ v2, 16);
            v10 += v14;
            v6 = rotateRight(v6 ^ v10, 12);
            v2 += v6 + m5;
            v14 = rotateRight(v14 ^ v2, 8);
            v10 += v14;
            v6 = rotateRight(v6 ^ v10, 7);
            v3 += v7 + m6;
            v15 = rotateRight(v15 ^ v3, 16);
            v11 += v15;
            v7 = rotateRight(v7 ^ v11, 12);
            v3 += v7 + m7;
            v15 = rotateRight(v15 ^ v3, 8);
            v11 += v15;
            v7 = rotateRight(v7 ^ v11, 7);
            v0 += v5 + m8;
            v15 = rotateRight(v15 ^ v0, 16);
            v10 += v15;
            v5 = rotateRight(v5 ^ v10, 12);
            v0 += v5 + m9;
            v15 = rotateRight(v15 ^ v0, 8);
            v10 += v15;
            v5 = rotateRight(v5 ^ v10, 7);
            v1 += v6 + m10;
            v12 = rotateRight(v12 ^ v1, 16);
            v11 += v12;
            v6 = rotateRight(v6 ^ v11, 12);
            v1 += v6 + m11;
            v12 = rotateRight(v12 ^ v1, 8);
            v11 += v12;
            v6 = rotateRight(v6 ^ v11, 7);
            v2 += v7 + m12;
            v13 = rotateRight(v13 ^ v2, 16);
            v8 += v13;
            v7 = rotateRight(v7 ^ v8, 12);
            v2 += v7 + m13;
            v13 = rotateRight(v13 ^ v2, 8);
            v8 += v13;
            v7 = rotateRight(v7 ^ v8, 7);
            v3 += v4 + m14;
            v14 = rotateRight(v14 ^ v3, 16);
            v9 += v14;
            v4 = rotateRight(v4 ^ v9, 12);
            v3 += v4 + m15;
            v14 = rotateRight(v14 ^ v3, 8);
            v9 += v14;
            v4 = rotateRight(v4 ^ v9, 7);
            int free = m0;
            m0 = m2;
            m2 = m3;
            m3 = m10;
            m10 = m12;
            m12 = m9;
            m9 = m11;
            m11 = m5;
            m5 = free;
            free = m1;
            m1 = m6;
            m6 = m4;
            m4 = m7;
            m7 = m13;
            m13 = m14;
            m14 = m15;
            m15 = m8;
            m8 = free;
        }
        state[0] = v0 ^ v8;
        state[1] = v1 ^ v9;
        state[2] = v2 ^ v10;
        state[3] = v3 ^ v11;
        state[4] = v4 ^ v12;
        state[5] = v5 ^ v13;
        state[6] = v6 ^ v14;
        state[7] = v7 ^ v15;
    }
}
