package dev.vitrine.gateway.access;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** A certificate chain and its key out of two files, as Java wants them. */
final class TlsStore {
    /** Nobody sees the store that this protects: it is only in memory. */
    static final String PASSWORD = "in memory";

    private TlsStore() {}

    /** Reads the two files, which must fit together. */
    static KeyStore load(TlsFiles files) throws AccessException {
        List<X509Certificate> chain = Pem.certificates(SmallFile.read(files.certificate()), files.certificate());
        X509Certificate own = chain.getFirst();
        PrivateKey key = Pem.key(
                SmallFile.read(files.key()), files.key(), own.getPublicKey().getAlgorithm());
        if (!KeyPairs.match(own.getPublicKey(), key)) {
            throw new AccessException(
                    "the key in " + files.key() + " does not belong to the certificate in " + files.certificate());
        }
        try {
            return store(key, chain);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(files, e);
        }
    }

    private static KeyStore store(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("gateway", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
        return store;
    }

    static AccessException unusable(TlsFiles files, Exception cause) {
        return new AccessException(
                "the certificate in " + files.certificate() + " cannot be used: " + cause.getMessage(), cause);
    }
}
