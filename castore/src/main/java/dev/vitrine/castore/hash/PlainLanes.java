package dev.vitrine.castore.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sixty-four inputs at once in plain Java: every word of the state is an array with one element for each input, and the compiler makes
 * vectors of the loops over them.
 */
final class PlainLanes implements Lanes {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LANES = Workspace.PLAIN_LANES;
    private static final int[] SCHEDULE = Schedule.times(1);

    @Override
    public int count() {
        return LANES;
    }

    @Override
    public void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace w) {
        int[][] v = w.plainState();
        start(v);
        for (int block = 0; block < Kernel.CHUNK / Kernel.BLOCK; block++) {
            gather(in, offset + block * Kernel.BLOCK, Kernel.CHUNK, count, w.plainMessage());
            compress(v, w.plainMessage(), counter, 1, Kernel.flagsOf(block));
        }
        scatter(v, count, out, outOffset);
    }

    @Override
    public void parents(byte[] in, int offset, int count, byte[] out, int outOffset, Workspace w) {
        int[][] v = w.plainState();
        start(v);
        gather(in, offset, Kernel.BLOCK, count, w.plainMessage());
        compress(v, w.plainMessage(), 0, 0, Kernel.PARENT);
        scatter(v, count, out, outOffset);
    }

    private static void start(int[][] v) {
        for (int i = 0; i < 8; i++) {
            Arrays.fill(v[i], Constants.IV[i]);
        }
    }

    /** Of the lanes without an input nobody reads what comes out. */
    private static void gather(byte[] in, int start, int stride, int count, int[][] message) {
        for (int lane = 0; lane < count; lane++) {
            int at = start + lane * stride;
            for (int i = 0; i < 16; i++) {
                message[i][lane] = (int) INTS.get(in, at + 4 * i);
            }
        }
    }

    private static void scatter(int[][] v, int count, byte[] out, int offset) {
        for (int lane = 0; lane < count; lane++) {
            int at = offset + lane * Kernel.VALUE;
            for (int i = 0; i < 8; i++) {
                INTS.set(out, at + 4 * i, v[i][lane]);
            }
        }
    }

    private static void compress(int[][] v, int[][] message, long counter, int step, int flags) {
        for (int i = 0; i < 4; i++) {
            Arrays.fill(v[8 + i], Constants.IV[i]);
        }
        for (int lane = 0; lane < LANES; lane++) {
            v[12][lane] = (int) counter + lane * step;
        }
        Arrays.fill(v[13], (int) (counter >>> 32));
        Arrays.fill(v[14], Kernel.BLOCK);
        Arrays.fill(v[15], flags);
        for (int at = 0; at < SCHEDULE.length; at += 16) {
            round(v, message, at);
        }
        for (int i = 0; i < 8; i++) {
            join(v[i], v[i + 8]);
        }
    }

    private static void round(int[][] v, int[][] message, int at) {
        for (int i = 0; i < 4; i++) {
            int[] x = message[SCHEDULE[at + 2 * i]];
            int[] y = message[SCHEDULE[at + 2 * i + 1]];
            mix(v[i], v[i + 4], v[i + 8], v[i + 12], x, y);
        }
        for (int i = 0; i < 4; i++) {
            int[] x = message[SCHEDULE[at + 2 * i + 8]];
            int[] y = message[SCHEDULE[at + 2 * i + 9]];
            mix(v[i], v[4 + (i + 1) % 4], v[8 + (i + 2) % 4], v[12 + (i + 3) % 4], x, y);
        }
    }

    private static void mix(int[] as, int[] bs, int[] cs, int[] ds, int[] x, int[] y) {
        for (int i = 0; i < LANES; i++) {
            int a = as[i] + x[i] + bs[i];
            int d = Integer.rotateRight(ds[i] ^ a, 16);
            int c = cs[i] + d;
            int b = Integer.rotateRight(bs[i] ^ c, 12);
            a += y[i] + b;
            d = Integer.rotateRight(d ^ a, 8);
            c += d;
            as[i] = a;
            bs[i] = Integer.rotateRight(b ^ c, 7);
            cs[i] = c;
            ds[i] = d;
        }
    }

    private static void join(int[] low, int[] high) {
        for (int i = 0; i < LANES; i++) {
            low[i] ^= high[i];
        }
    }
}
