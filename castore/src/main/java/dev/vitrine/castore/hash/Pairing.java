package dev.vitrine.castore.hash;

import java.util.Arrays;
import jdk.incubator.vector.VectorShape;

/** How the lanes of two vectors are put together, one of each in turn. */
final class Pairing {
    /** Whether one instruction permutes two vectors: AVX-512 does, for all widths. Else permuting each and blending is faster. */
    static final boolean AT_ONCE = VectorShape.preferredShape() == VectorShape.S_512_BIT;

    private Pairing() {}

    /** The lower halves: 0, n, 1, n + 1 and so on. */
    static int[] low(int lanes) {
        int[] indices = new int[lanes];
        Arrays.setAll(indices, i -> i / 2 + i % 2 * lanes);
        return indices;
    }

    /** The upper halves. */
    static int[] high(int lanes) {
        int[] indices = low(lanes);
        Arrays.setAll(indices, i -> indices[i] + lanes / 2);
        return indices;
    }
}
