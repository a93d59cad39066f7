package dev.vitrine.gateway.access;

import java.nio.file.Path;
import java.security.KeyStore;
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

    private final TlsFiles files;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();

    private TlsContext(TlsFiles files) {
        this.files = files;
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        factory.setKeyStorePassword(TlsStore.PASSWORD);
        factory.setRenegotiationAllowed(false);
    }

    /** Reads the two files. */
    public static TlsContext of(TlsFiles files) throws AccessException {
        TlsContext context = new TlsContext(files);
        context.factory.setKeyStore(TlsStore.load(files));
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
        KeyStore store = TlsStore.load(files);
        try {
            factory.reload(same -> same.setKeyStore(store));
        } catch (Exception e) {
            throw TlsStore.unusable(files, e);
        }
        LOG.info("the certificate was read again from {}", files.certificate());
    }
}
