package dev.vitrine.gateway.access;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate and key of {@link TlsFiles} for servers other than Jetty: each handshake gets what was read last. The alias is the same
 * in all, so that a handshake under way while they change finds one pair or the other, and at worst fails and is tried again. Thread-safe.
 */
public final class TlsKeys extends X509ExtendedKeyManager implements Reloaded {
    private final TlsFiles files;
    private volatile X509ExtendedKeyManager current;

    private TlsKeys(TlsFiles files) throws AccessException {
        this.files = files;
        this.current = load(files);
    }

    /** Reads the two files. */
    public static TlsKeys of(TlsFiles files) throws AccessException {
        return new TlsKeys(files);
    }

    private static X509ExtendedKeyManager load(TlsFiles files) throws AccessException {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(TlsStore.load(files), TlsStore.PASSWORD.toCharArray());
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw TlsStore.unusable(files, e);
        }
    }

    @Override
    public List<Path> files() {
        return List.of(files.certificate(), files.key());
    }

    @Override
    public void reload() throws AccessException {
        current = load(files);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return current.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current.getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return current.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return current.getPrivateKey(alias);
    }

    /** This is for servers. */
    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    /** This is for servers. */
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
