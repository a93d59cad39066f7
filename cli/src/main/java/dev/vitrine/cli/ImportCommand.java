package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.RootName;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description =
                "Brings trees, files and symlinks into the store, each PATH as a root; prints NAME and digest of each.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ImportCommand implements Callable<Integer> {
    private static final long LEAST_MEMORY = 1L << 20;
    private static final long MOST_MEMORY = 2L << 30;
    private static final List<String> ABOUT_TREES = List.of("--exclude", "--no-ignore", "--no-cache");

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The name of the root, for a single PATH (default: the last name of PATH; of a NAR without .nar).")
    private @Nullable String name;

    @Option(
            names = "--nar",
            description = {
                "Each PATH is a Nix archive (NAR), and what is in it becomes the root: PATH is a file or - for stdin.",
                "Without this option a NAR is imported like any other file."
            })
    private boolean isNar;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress and no summary on stderr.")
    private boolean isQuiet;

    @Option(names = "--json", description = "Print one JSON object a root; docs/import.md says what is in it.")
    private boolean isJson;

    @Mixin
    private ExclusionOptions exclusions = new ExclusionOptions();

    @Option(
            names = "--no-cache",
            description = "Read every file, also those that have not changed since the last import of the same PATH.")
    private boolean isForgetful;

    @Option(
            names = "--memory",
            paramLabel = "BYTES",
            defaultValue = "64MiB",
            converter = SizeConverter.class,
            description =
                    "How many bytes of small files may wait for the disk, 1MiB to 2GiB (default: ${DEFAULT-VALUE}).")
    private long memory;

    @Parameters(paramLabel = "PATH", arity = "1..*")
    private List<Path> paths = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        List<RootJob> jobs = jobs();
        try (Store open = store.create(storeOptions());
                Output out = new Output()) {
            for (RootJob job : jobs) {
                run(job, open, options(open), out);
            }
        }
        return 0;
    }

    /** A store holds two batches at most: one that is collected, and one that is on its way to the disk. */
    private LocalStoreOptions storeOptions() {
        if (memory < LEAST_MEMORY || memory > MOST_MEMORY) {
            throw new ParameterException(spec.commandLine(), "--memory is 1MiB to 2GiB, not " + memory);
        }
        return LocalStoreOptions.DEFAULTS.withBatchBytes((int) (memory / 2));
    }

    /** Nothing is remembered of imports into a store elsewhere. */
    private ImportOptions options(Store open) throws IOException {
        ImportOptions options =
                ImportOptions.defaults().skipping(store.directories()).excluding(exclusions.exclusions());
        return !isForgetful && open instanceof LocalStore local ? options.remembering(local.importMemory()) : options;
    }

    private void run(RootJob job, Store store, ImportOptions options, Output out) throws IOException {
        ImportProgress progress = new ImportProgress();
        ImportedRoot root = job.run(store, options, progress, isQuiet ? _ -> ImportDisplay.NONE : job::display);
        ImportFigures figures = progress.figures();
        out.lineNow(isJson ? ImportFormat.json(root, figures) : RootsCommand.line(root.name(), root.node()));
        if (!isQuiet) {
            spec.commandLine().getErr().println("vitrine: " + root.name() + ": " + ImportFormat.summary(figures));
        }
    }

    /** What is in an archive was chosen when it was made, and is all read. */
    private void checkOptions() {
        for (String option : ABOUT_TREES) {
            if (isNar && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " is about trees on disk, not about --nar");
            }
        }
    }

    private List<RootJob> jobs() throws IOException {
        if (name == null) {
            return namedByPaths();
        }
        if (paths.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--name goes with a single PATH");
        }
        PathComponent root = RootName.of(name);
        return List.of(isNar ? new NarJob(root, paths.getFirst()) : new ImportJob(root, paths.getFirst()));
    }

    private List<RootJob> namedByPaths() throws IOException {
        if (!isNar) {
            return List.copyOf(ImportJob.of(paths));
        }
        List<RootJob> jobs = new ArrayList<>();
        for (Path path : paths) {
            if (NarJob.isStdin(path)) {
                throw new ParameterException(spec.commandLine(), "a NAR from stdin needs --name");
            }
            jobs.add(NarJob.of(path));
        }
        return jobs;
    }
}
