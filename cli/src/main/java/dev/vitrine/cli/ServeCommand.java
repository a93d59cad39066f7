package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Shows the store through a mount and over HTTP until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    private static final List<String> HTTP_ALONE =
            List.of("--listen", "--limit", "--credentials", "--allow", "--host", "--access-log", "--access-log-format");

    /** About whatever listens on TCP. */
    private static final List<String> NETWORK_ALONE = List.of("--tls-cert", "--tls-key", "--insecure");

    private static final List<String> GRPC_ALONE = List.of("--grpc-read-only");

    /** Who may read what, which gRPC cannot ask. */
    private static final List<String> USERS_ALONE = List.of("--credentials", "--allow");

    private static final List<String> MOUNT_ALONE = List.of(
            "--no-xattr",
            "--allow-other",
            "--fuse",
            "--fuse-files",
            "--fuse-threads",
            "--fuse-deadline",
            "--mount-option");

    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private WindowOptions options = new WindowOptions();

    @Option(
            names = "--import",
            paramLabel = "PATH",
            description = "Import PATH as well, once the windows are open; its base name becomes the root's name.")
    private List<Path> imports = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseWhatWouldBeWithoutEffect();
        List<ImportJob> jobs = ImportJob.of(imports);
        try (Store open = store.create(options.reading);
                Windows windows = Windows.open(open, options)) {
            ImportOptions importing = importing(open);
            for (ImportJob job : jobs) {
                job.run(open, importing);
            }
            windows.awaitEnd();
        }
        return 0;
    }

    private ImportOptions importing(Store open) throws IOException {
        ImportOptions importing = ImportOptions.defaults().skipping(options.skipped(store.directories()));
        return open instanceof LocalStore local ? importing.remembering(local.importMemory()) : importing;
    }

    /** That was probably meant otherwise. */
    private void refuseWhatWouldBeWithoutEffect() {
        if (options.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--no-http without --mount or --grpc leaves nothing to serve");
        }
        boolean grpcOverTcp = options.grpc.tcp().findAny().isPresent();
        if (options.noHttp) {
            refuse(HTTP_ALONE, "is about HTTP, and --no-http says that there is none");
        }
        if (options.noHttp && !grpcOverTcp) {
            refuse(NETWORK_ALONE, "is about HTTP, and --no-http says that there is none");
        }
        if (options.mounting.mounts.isEmpty()) {
            refuse(MOUNT_ALONE, "is about a mount, and there is none without --mount");
        }
        if (options.grpc.isEmpty()) {
            refuse(GRPC_ALONE, "is about gRPC, and there is none without --grpc");
        }
        if (grpcOverTcp) {
            refuse(USERS_ALONE, "is not asked over gRPC, where whoever connects may do all: give --grpc unix:PATH");
        }
    }

    private void refuse(List<String> names, String why) {
        for (String option : names) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " " + why);
            }
        }
    }
}
