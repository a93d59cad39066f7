package dev.vitrine.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret that a program proves itself with. It is random and long, so that a plain hash of it is as good as a slow one.
 *
 * @param text what the program sends
 */
public record Token(String text) {
    private static final int BYTES = 32;

    /** A new one. */
    public static Token random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /**
     * The line that makes a credentials file know it as somebody's.
     *
     * @throws IllegalArgumentException with a sentence for a person, if the name can be none
     */
    public String line(String name) {
        if (!Credentials.canBeName(name)) {
            throw new IllegalArgumentException("a name has no space, colon, comma or equals sign, and is not "
                    + String.join(" or ", Credentials.RESERVED) + ": '" + name + "'");
        }
        return name + ":{token-sha256}" + HexFormat.of().formatHex(Sha256.of(text.getBytes(UTF_8)));
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "a token";
    }
}
