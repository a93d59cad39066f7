package dev.vitrine.castore.checksum;

import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 and SHA-512 of the bytes of one blob. Immutable. */
public final class Checksums {
    /** Bytes of the encoding. */
    public static final int LENGTH = 32 + 64;

    private static final int SHA256_LENGTH = 32;

    private final byte[] bytes;

    private Checksums(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The checksums that are these 32 and 64 bytes. */
    public static Checksums of(byte[] sha256, byte[] sha512) {
        if (sha256.length != SHA256_LENGTH || sha512.length != LENGTH - SHA256_LENGTH) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, and a SHA-512 64");
        }
        byte[] both = Arrays.copyOf(sha256, LENGTH);
        System.arraycopy(sha512, 0, both, SHA256_LENGTH, sha512.length);
        return new Checksums(both);
    }

    /** The checksums whose {@link #toByteArray} this is. */
    public static Checksums of(byte[] encoding) {
        if (encoding.length != LENGTH) {
            throw new IllegalArgumentException("checksums have " + LENGTH + " bytes, not " + encoding.length);
        }
        return new Checksums(encoding.clone());
    }

    /** The 32 bytes of the SHA-256, in an array of the caller's own. */
    public byte[] sha256() {
        return Arrays.copyOf(bytes, SHA256_LENGTH);
    }

    /** The 64 bytes of the SHA-512, in an array of the caller's own. */
    public byte[] sha512() {
        return Arrays.copyOfRange(bytes, SHA256_LENGTH, LENGTH);
    }

    /** SHA-256, then SHA-512, in an array of the caller's own. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checksums checksums && Arrays.equals(bytes, checksums.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "sha256:" + HexFormat.of().formatHex(sha256());
    }
}
