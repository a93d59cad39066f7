package dev.vitrine.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pairs of name and password that were found right lately, so that a client which sends them with each request costs one check in a
 * while. Holds neither, but a MAC of both under a key that only this process has. Thread-safe.
 */
final class Verified {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TRUST = Duration.ofSeconds(60);
    private static final int MOST = 1_024;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Cache<ByteBuffer, Boolean> seen =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUST).build();

    Verified() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** What stands for a name and a password, given as they came: joined by the first colon. */
    ByteBuffer mark(byte[] nameAndPassword) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(nameAndPassword));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    boolean has(ByteBuffer mark) {
        return seen.getIfPresent(mark) != null;
    }

    void add(ByteBuffer mark) {
        seen.put(mark, true);
    }
}
