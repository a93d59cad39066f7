package dev.vitrine.castore.grpc.server;

import java.nio.file.Path;

/** Where a gRPC server listens. The text form is that of the command line. */
public sealed interface ServerAddress {
    /**
     * Over TCP.
     *
     * @param host a name or an address; an IPv6 address stands here without brackets
     * @param port 0 picks a free one
     */
    record Tcp(String host, int port) implements ServerAddress {
        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /**
     * On a socket in the file system, for this machine and those whom the permissions of its directories let through.
     *
     * @param path of the socket, which is made
     */
    record Unix(Path path) implements ServerAddress {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }
}
