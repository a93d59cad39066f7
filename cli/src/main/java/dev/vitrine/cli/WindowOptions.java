package dev.vitrine.cli;

import dev.vitrine.fusefs.MountOptions;
import dev.vitrine.gateway.GatewayOptions;
import dev.vitrine.gateway.ListenAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which windows {@code serve} opens, and how. */
final class WindowOptions {
    @Option(
            names = "--mount",
            paramLabel = "DIR",
            description = "Mount the view at DIR, which is made if it is missing and then removed at the end.")
    @Nullable
    Path mount;

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

    @Option(names = "--no-xattr", description = "The mount has no extended attributes.")
    boolean noXattr;

    @Option(
            names = "--allow-other",
            description =
                    "Other users may see the mount. Always so for root; anyone else needs user_allow_other in fuse.conf.")
    boolean allowOther;

    @Mixin
    private ProtectionOptions protection = new ProtectionOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    OperationOptions operation = new OperationOptions();

    GatewayOptions gatewayOptions() {
        return new GatewayOptions(listen, limits.bounds(), protection.access());
    }

    MountOptions mountOptions() {
        return MountOptions.defaults().withXattrs(!noXattr).withAllowOther(allowOther || isRoot());
    }

    /** Root may show its mount to others without asking, and usually means to. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** What an import of the tree around must leave out: the store and the mountpoint. */
    List<Path> skipped(Path store) {
        return mount == null ? List.of(store) : List.of(store, mount);
    }

    /** Whether anything at all is to be opened. */
    boolean isEmpty() {
        return mount == null && noHttp;
    }
}
