package dev.vitrine.cli;

import dev.vitrine.castore.grpc.server.GrpcServer;
import dev.vitrine.castore.grpc.server.ServedCastore;
import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.ServerOptions;
import dev.vitrine.castore.grpc.server.Writing;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.LateRoots;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import dev.vitrine.gateway.ListenAddress;
import dev.vitrine.gateway.access.AccessOptions;
import dev.vitrine.gateway.access.FileWatch;
import dev.vitrine.gateway.access.TlsKeys;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store over gRPC: the server, and the watch over the files of its certificate. */
final class GrpcWindow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcWindow.class);

    private final GrpcServer server;
    private final FileWatch watch;

    private GrpcWindow(GrpcServer server, FileWatch watch) {
        this.server = server;
        this.watch = watch;
    }

    /**
     * Opens it where the options say.
     *
     * @param roots those that can be looked up, and listed if they let themselves be
     * @throws IOException with a sentence, if it cannot listen there, or should not
     */
    static GrpcWindow open(Store store, RootNodes roots, GrpcOptions options, AccessOptions access) throws IOException {
        checkExposure(options, access);
        List<TlsKeys> keys = access.tls().isPresent() && options.tcp().findAny().isPresent()
                ? List.of(TlsKeys.of(access.tls().get()))
                : List.of();
        ServerOptions serving = keys.isEmpty() ? ServerOptions.DEFAULT : ServerOptions.DEFAULT.withTls(keys.getFirst());
        GrpcServer server = GrpcServer.start(options.addresses, served(store, roots, options), serving);
        return new GrpcWindow(server, new FileWatch(List.copyOf(keys)));
    }

    private static ServedCastore served(Store store, RootNodes roots, GrpcOptions options) {
        ServedCastore served = new ServedCastore(
                store.blobs(),
                store.directories(),
                roots,
                options.readOnly ? Optional.empty() : Optional.of(writing(store)));
        return store.pathInfoService().map(served::knowing).orElse(served);
    }

    /** A server behind may be away now, or have nothing but store paths to put. */
    private static Writing writing(Store store) {
        return new Writing(new LateRoots(store), () -> {
            Pin pin = store.pin();
            return pin::close;
        });
    }

    /** Refuses what other machines could read and change on the way, unless that is said to be meant. */
    private static void checkExposure(GrpcOptions options, AccessOptions access) throws IOException {
        for (ServerAddress.Tcp address :
                options.tcp().filter(GrpcWindow::isExposed).toList()) {
            if (access.tls().isEmpty() && !access.insecure()) {
                throw new IOException("cannot listen on " + address
                        + ": other machines can reach it, and without TLS all that is sent can be read on the way;"
                        + " give --tls-cert and --tls-key, or --insecure if this is meant");
            }
            LOG.warn(
                    "whoever reaches {} may {} everything over gRPC",
                    address,
                    options.readOnly ? "read" : "read and write");
        }
    }

    private static boolean isExposed(ServerAddress.Tcp address) {
        return !new ListenAddress(address.host(), address.port()).isLoopback();
    }

    /** Where it listens, with the ports that it really has. */
    List<ServerAddress> addresses() {
        return server.addresses();
    }

    /** For those who count. */
    GrpcServer server() {
        return server;
    }

    @Override
    public void close() {
        watch.close();
        server.close();
    }
}
