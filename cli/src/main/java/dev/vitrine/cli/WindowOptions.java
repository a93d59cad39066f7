package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.root.DirectoryRootNodes;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.Store;
import dev.vitrine.gateway.GatewayOptions;
import dev.vitrine.gateway.ListenAddress;
import dev.vitrine.gateway.access.AccessOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which windows {@code serve} opens, and how. */
final class WindowOptions {
    @Mixin
    MountingOptions mounting = new MountingOptions();

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(names = "--no-http", description = "Do not serve over HTTP.")
    boolean noHttp;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            converter = ListenAddressConverter.class,
            description = "Where to serve HTTP; port 0 picks a free one (default: ${DEFAULT-VALUE}).")
    ListenAddress listen = ListenAddress.ANY_LOOPBACK_PORT;

    @Option(names = "--no-list-root", description = "Roots are found by name only: listing them is refused.")
    boolean noListRoot;

    @Option(
            names = "--root",
            paramLabel = "DIGEST",
            converter = DigestConverter.class,
            description =
                    "Show the children of this directory, b3:BASE64 or blake3-BASE64, in place of the store's roots.")
    private @Nullable Digest root;

    @Mixin
    GrpcOptions grpc = new GrpcOptions();

    @Mixin
    private ProtectionOptions protection = new ProtectionOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    OperationOptions operation = new OperationOptions();

    /** What stands at the top of the windows. */
    RootNodes roots(Store store) throws CastoreException {
        return root == null ? store.roots() : DirectoryRootNodes.of(store.directories(), root);
    }

    GatewayOptions gatewayOptions() {
        return new GatewayOptions(listen, limits.bounds(), access());
    }

    /** Who may reach the windows that listen. */
    AccessOptions access() {
        return protection.access();
    }

    /** What an import of the tree around must leave out: the store, the mountpoints and the sockets. */
    List<Path> skipped(List<Path> store) {
        return Stream.of(store.stream(), mounting.directories(), grpc.sockets())
                .flatMap(Function.identity())
                .toList();
    }

    /** Whether anything at all is to be opened. */
    boolean isEmpty() {
        return mounting.mounts.isEmpty() && grpc.isEmpty() && noHttp;
    }
}
