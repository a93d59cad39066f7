package dev.vitrine.castore.address;

import java.nio.file.Path;

/** Where a gRPC server is: {@code grpc+http://HOST:PORT}, {@code grpc+https://HOST:PORT} or {@code grpc+unix:///PATH}. */
public sealed interface GrpcAddress extends StoreAddress {
    /** Whether the store is to be reached at once, by {@code ?wait-connect=1}, instead of when it is first needed. */
    boolean isEager();

    /**
     * A server behind TCP.
     *
     * @param host a name or an IPv4 address, or an IPv6 address in brackets
     * @param port 1 to 65535
     * @param isSecure whether TLS is spoken
     */
    record Tcp(String host, int port, boolean isSecure, boolean isEager) implements GrpcAddress {
        @Override
        public String toString() {
            return (isSecure ? Scheme.HTTPS : Scheme.HTTP) + "://" + host + ":" + port;
        }
    }

    /**
     * A server behind a socket in the file system.
     *
     * @param socket an absolute path
     */
    record Unix(Path socket, boolean isEager) implements GrpcAddress {
        @Override
        public String toString() {
            return Scheme.UNIX + "://" + Percent.encode(socket.toString());
        }
    }
}
