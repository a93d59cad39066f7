package dev.vitrine.castore.nix;

/**
 * What the NAR of a tree comes to.
 *
 * @param size in bytes; unsigned where it was said by somebody else
 * @param sha256 of all of them, 32 bytes
 */
public record NarHash(long size, Octets sha256) {
    /** Bytes of a SHA-256. */
    public static final int SHA256_LENGTH = 32;

    public NarHash {
        Octets.check(sha256, SHA256_LENGTH);
    }

    /** The form that Nix prints, {@code sha256:} and 52 characters. */
    @Override
    public String toString() {
        return "sha256:" + Nixbase32.encode(sha256.toByteArray());
    }
}
