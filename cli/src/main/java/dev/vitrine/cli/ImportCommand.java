package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.root.RootName;
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
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the root, for a single PATH (default: the last name of PATH).")
    private @Nullable String name;

    @Mixin
    private ExclusionOptions exclusions = new ExclusionOptions();

    @Parameters(paramLabel = "PATH", arity = "1..*")
    private List<Path> paths = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ImportOptions options =
                ImportOptions.defaults().skipping(List.of(store.directory())).excluding(exclusions.exclusions());
        List<ImportJob> jobs = jobs();
        try (LocalStore open = store.create();
                Output out = new Output()) {
            for (ImportJob job : jobs) {
                ImportedRoot root = job.run(open, options);
                out.lineNow(RootsCommand.line(root.name(), root.node()));
            }
        }
        return 0;
    }

    private List<ImportJob> jobs() throws IOException {
        if (name == null) {
            return ImportJob.of(paths);
        }
        if (paths.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--name goes with a single PATH");
        }
        return List.of(new ImportJob(RootName.of(name), paths.getFirst()));
    }
}
