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
    private static final List<String> HTTP_ALONE = List.of(
            "--listen",
            "--limit",
            "--tls-cert",
            "--tls-key",
            "--credentials",
            "--allow",
            "--host",
            "--insecure",
            "--access-log",
            "--access-log-format");

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
        if (options.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--no-http without --mount leaves nothing to serve");
        }
        if (options.noHttp) {
            refuse(HTTP_ALONE, "is about HTTP, and --no-http says that there is none");
        }
        if (options.mounting.mounts.isEmpty()) {
            refuse(MOUNT_ALONE, "is about a mount, and there is none without --mount");
        }
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
        ImportOptions importing = ImportOptions.defaults().skipping(options.skipped(store.directory()));
        return open instanceof LocalStore local ? importing.remembering(local.importMemory()) : importing;
    }

    /** What would be without effect was probably meant otherwise. */
    private void refuse(List<String> names, String why) {
        for (String option : names) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " " + why);
            }
        }
    }
}
