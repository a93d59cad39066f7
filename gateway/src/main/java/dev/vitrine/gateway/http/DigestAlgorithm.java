package dev.vitrine.gateway.http;

import java.util.Base64;

/**
 * The algorithms of digest fields (RFC 9530, 5), the best known first. {@code blake3}, the default mode with 32 bytes of output, is not
 * registered: a key for private use between clients that know of it and this server.
 */
public enum DigestAlgorithm {
    SHA_256("sha-256"),
    SHA_512("sha-512"),
    BLAKE3("blake3");

    private final String key;

    DigestAlgorithm(String key) {
        this.key = key;
    }

    /** The name in a digest field. */
    public String key() {
        return key;
    }

    /** The member of a digest field: the key, and the value as a byte sequence (RFC 8941, 3.3.5). */
    public String member(byte[] value) {
        return key + "=:" + Base64.getEncoder().encodeToString(value) + ":";
    }
}
