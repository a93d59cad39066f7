package dev.vitrine.castore.ignore;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** Some of the 256 bytes. Immutable once built. */
final class ByteSet {
    static final ByteSet ALL = where(_ -> true);
    static final ByteSet NO_SLASH = where(b -> b != '/');

    private final BitSet bytes;

    private ByteSet(BitSet bytes) {
        this.bytes = bytes;
    }

    static ByteSet of(int single) {
        return where(b -> b == single);
    }

    static ByteSet where(IntPredicate condition) {
        BitSet bytes = new BitSet(256);
        for (int b = 0; b < 256; b++) {
            bytes.set(b, condition.test(b));
        }
        return new ByteSet(bytes);
    }

    boolean has(byte b) {
        return bytes.get(b & 0xff);
    }
}
