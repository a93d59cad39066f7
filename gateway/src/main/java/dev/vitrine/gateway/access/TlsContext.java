package dev.vitrine.gateway.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS as the gateway speaks it: versions 1.2 and 1.3, with a certificate and key out of two files, which may change while it runs.
 * Connections that are open go on with what they have. Thread-safe.
 */
public final class TlsContext implements Reloaded {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    /** Nobody sees the store that this protects: it is only in memory. */
    private static final String PASSWORD = "in memory";

    private final TlsFiles files;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();

    private TlsContext(TlsFiles files) {
        this.files = files;
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        factory.setKeyStorePassword(PASSWORD);
        factory.setRenegotiationAllowed(false);
    }

    /** Reads the two files. */
    public static TlsContext of(TlsFiles files) throws AccessException {
        TlsContext context = new TlsContext(files);
        context.factory.setKeyStore(context.load());
        SmallFile.warnIfPublic(files.key());
        return context;
    }

    /** For Jetty's connector. */
    public SslContextFactory.Server factory() {
        return factory;
    }

    @Override
    public List<Path> files() {
        return List.of(files.certificate(), files.key());
    }

    /** When only one of the two was replaced so far, they do not match, and the old pair stays. */
    @Override
    public void reload() throws AccessException {
        KeyStore store = load();
        try {
            factory.reload(same -> same.setKeyStore(store));
        } catch (Exception e) {
            throw new AccessException(
                    "the certificate in " + files.certificate() + " cannot be used: " + e.getMessage(), e);
        }
        LOG.info("the certificate was read again from {}", files.certificate());
    }

    private KeyStore load() throws AccessException {
        List<X509Certificate> chain = Pem.certificates(SmallFile.read(files.certificate()), files.certificate());
        X509Certificate own = chain.getFirst();
        PrivateKey key = Pem.key(
                SmallFile.read(files.key()), files.key(), own.getPublicKey().getAlgorithm());
        if (!KeyPairs.match(own.getPublicKey(), key)) {
            throw new AccessException(
                    "the key in " + files.key() + " does not belong to the certificate in " + files.certificate());
        }
        return store(key, chain);
    }

    private KeyStore store(PrivateKey key, List<X509Certificate> chain) throws AccessException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("gateway", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AccessException(
                    "the certificate in " + files.certificate() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
