package dev.vitrine.gateway.file;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.gateway.http.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One computation of a digest. For one thread, used once. */
interface Hasher {
    /** Takes in what remains in the buffer. */
    void update(ByteBuffer bytes);

    byte[] finish();

    static Hasher of(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA_256 -> new Sha(jdk("SHA-256"));
            case SHA_512 -> new Sha(jdk("SHA-512"));
            case BLAKE3 -> new OfBlake3(new Blake3());
        };
    }

    private static MessageDigest jdk(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 and SHA-512", e);
        }
    }

    record Sha(MessageDigest digest) implements Hasher {
        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        public byte[] finish() {
            return digest.digest();
        }
    }

    record OfBlake3(Blake3 hasher) implements Hasher {
        @Override
        public void update(ByteBuffer bytes) {
            hasher.update(bytes);
        }

        @Override
        public byte[] finish() {
            return hasher.finish().toByteArray();
        }
    }
}
