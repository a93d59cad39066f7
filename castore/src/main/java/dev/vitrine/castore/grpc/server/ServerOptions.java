package dev.vitrine.castore.grpc.server;

import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * How a gRPC server serves.
 *
 * @param limits what its clients may cost
 * @param tls whose certificate is shown over TCP, asked anew for each connection; empty for connections that anyone can read. Sockets in
 *     the file system never have TLS
 */
public record ServerOptions(ServerLimits limits, Optional<X509ExtendedKeyManager> tls) {
    /** The default limits, without TLS. */
    public static final ServerOptions DEFAULT = new ServerOptions(ServerLimits.DEFAULT, Optional.empty());

    /** The same with other limits. */
    public ServerOptions withLimits(ServerLimits other) {
        return new ServerOptions(other, tls);
    }

    /** The same over TLS. */
    public ServerOptions withTls(X509ExtendedKeyManager keys) {
        return new ServerOptions(limits, Optional.of(keys));
    }
}
