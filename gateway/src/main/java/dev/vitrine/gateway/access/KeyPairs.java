package dev.vitrine.gateway.access;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;

/** Whether a private key belongs to a public one, found out by a signature. */
final class KeyPairs {
    private static final int CHALLENGE_BYTES = 32;

    private KeyPairs() {}

    static boolean match(PublicKey open, PrivateKey secret) {
        try {
            byte[] challenge = new byte[CHALLENGE_BYTES];
            new SecureRandom().nextBytes(challenge);
            Signature signer = Signature.getInstance(algorithm(open));
            signer.initSign(secret);
            signer.update(challenge);
            byte[] signature = signer.sign();
            signer.initVerify(open);
            signer.update(challenge);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PublicKey open) {
        return switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> open.getAlgorithm();
        };
    }
}
