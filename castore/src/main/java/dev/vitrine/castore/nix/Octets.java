package dev.vitrine.castore.nix;

import java.util.Arrays;
import java.util.HexFormat;

/** Some bytes, of which the holder says what they are and how many there must be. Immutable. */
public final class Octets {
    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These bytes, which are copied. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /** How many there are. */
    public int length() {
        return bytes.length;
    }

    /** The bytes, in an array of the caller's own. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Throws where a caller has not checked what came from outside. */
    static void check(Octets octets, int length) {
        if (octets.length() != length) {
            throw new IllegalArgumentException(length + " bytes are needed here, not " + octets.length());
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Octets other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
