package dev.vitrine.gateway.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in their textual form (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+?)-----END \\1-----");

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private Pem() {}

    /** The certificates of a file in their order, one at least. */
    static List<X509Certificate> certificates(byte[] contents, Path file) throws AccessException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = BLOCK.matcher(text(contents))
                    .results()
                    .filter(block -> block.group(1).equals(CERTIFICATE))
                    .map(block -> certificate(factory, block.group(2)))
                    .toList();
            if (chain.isEmpty()) {
                throw new AccessException(file + " holds no certificate in PEM");
            }
            return chain;
        } catch (CertificateException | IllegalArgumentException e) {
            throw new AccessException(file + " holds a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(CertificateFactory factory, String base64) {
        try {
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(decode(base64)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * The private key of a file.
     *
     * @param algorithm of the public key that it belongs to
     */
    static PrivateKey key(byte[] contents, Path file, String algorithm) throws AccessException {
        Matcher block = BLOCK.matcher(text(contents));
        while (block.find()) {
            if (block.group(1).equals(PKCS8)) {
                return privateKey(decode(block.group(2)), file, algorithm);
            }
            if (block.group(1).endsWith(PKCS8)) {
                throw new AccessException(
                        file + " holds a key that is encrypted or in an old form; openssl pkcs8 -topk8"
                                + " -nocrypt -in " + file + " writes it as PKCS #8, which can be used");
            }
        }
        throw new AccessException(file + " holds no private key in PEM");
    }

    private static PrivateKey privateKey(byte[] pkcs8, Path file, String algorithm) throws AccessException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new AccessException(file + " holds no " + algorithm + " key, which the certificate is for", e);
        }
    }

    private static String text(byte[] contents) {
        return new String(contents, ISO_8859_1);
    }

    private static byte[] decode(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
