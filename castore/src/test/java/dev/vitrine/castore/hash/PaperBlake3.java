package dev.vitrine.castore.hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** BLAKE3 as the paper puts it, word by word and node by node: slow, and of no use but to compare. */
final class PaperBlake3 {
    private static final int[] IV = {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
    };
    private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

    private PaperBlake3() {}

    static byte[] digest(byte[] input) {
        return value(input, 0, 8);
    }

    /** The value of the subtree of this input that begins at that chunk; the flag 8 makes it the root. */
    static byte[] value(byte[] input, long firstChunk, int root) {
        if (input.length <= 1024) {
            return chunk(input, firstChunk, root);
        }
        int left = 1024;
        while (2 * left < input.length) {
            left *= 2;
        }
        byte[] leftValue = value(Arrays.copyOf(input, left), firstChunk, 0);
        byte[] rightValue = value(Arrays.copyOfRange(input, left, input.length), firstChunk + left / 1024, 0);
        return parent(leftValue, rightValue, root);
    }

    static byte[] parent(byte[] left, byte[] right, int root) {
        byte[] block = Arrays.copyOf(left, 64);
        System.arraycopy(right, 0, block, 32, 32);
        return bytes(compress(IV, block, 64, 0, 4 | root));
    }

    private static byte[] chunk(byte[] input, long counter, int root) {
        int[] value = IV;
        int blocks = Math.max(1, (input.length + 63) / 64);
        for (int i = 0; i < blocks; i++) {
            int end = Math.min(input.length, 64 * i + 64);
            byte[] block = Arrays.copyOfRange(input, 64 * i, end);
            int flags = (i == 0 ? 1 : 0) | (i == blocks - 1 ? 2 | root : 0);
            value = compress(value, Arrays.copyOf(block, 64), block.length, counter, flags);
        }
        return bytes(value);
    }

    private static int[] compress(int[] value, byte[] block, int length, long counter, int flags) {
        int[] m = new int[16];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(m);
        int[] v = Arrays.copyOf(value, 16);
        System.arraycopy(IV, 0, v, 8, 4);
        v[12] = (int) counter;
        v[13] = (int) (counter >> 32);
        v[14] = length;
        v[15] = flags;
        for (int round = 0; round < 7; round++) {
            for (int i = 0; i < 4; i++) {
                mix(v, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
            }
            for (int i = 0; i < 4; i++) {
                mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[8 + 2 * i], m[9 + 2 * i]);
            }
            m = permuted(m);
        }
        for (int i = 0; i < 8; i++) {
            v[i] ^= v[i + 8];
        }
        return Arrays.copyOf(v, 8);
    }

    private static void mix(int[] v, int a, int b, int c, int d, int x, int y) {
        v[a] += v[b] + x;
        v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
        v[a] += v[b] + y;
        v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
    }

    private static int[] permuted(int[] m) {
        int[] next = new int[16];
        Arrays.setAll(next, i -> m[PERMUTATION[i]]);
        return next;
    }

    private static byte[] bytes(int[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }
}
