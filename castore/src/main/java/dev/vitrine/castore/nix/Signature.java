package dev.vitrine.castore.nix;

/**
 * What somebody has signed of a store path. Kept, and never checked.
 *
 * @param key the name of the key
 * @param data 64 bytes of Ed25519
 */
public record Signature(String key, Octets data) {
    /** Bytes of the data. */
    public static final int LENGTH = 64;

    public Signature {
        Octets.check(data, LENGTH);
    }
}
