package dev.vitrine.cli;

import dev.vitrine.castore.grpc.server.ServerAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the store is served over gRPC, and what for. */
final class GrpcOptions {
    @Option(
            names = "--grpc",
            paramLabel = "HOST:PORT|unix:PATH",
            converter = ServerAddressConverter.class,
            description =
                    "Serve the store over gRPC, for tvix, snix and other Vitrines; port 0 picks a free one. Can be repeated."
                            + " Whoever connects may read and write: see --grpc-read-only, and docs/grpc.md.")
    List<ServerAddress> addresses = new ArrayList<>();

    @Option(names = "--grpc-read-only", description = "Over gRPC nothing can be put or removed.")
    boolean readOnly;

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    /** Those over TCP. */
    Stream<ServerAddress.Tcp> tcp() {
        return addresses.stream().filter(ServerAddress.Tcp.class::isInstance).map(ServerAddress.Tcp.class::cast);
    }

    /** The files of those that are sockets in the file system. */
    Stream<Path> sockets() {
        return addresses.stream()
                .filter(ServerAddress.Unix.class::isInstance)
                .map(ServerAddress.Unix.class::cast)
                .map(ServerAddress.Unix::path);
    }
}
