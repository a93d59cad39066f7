package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.importer.Importer;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.RootName;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One path that is to become a root. */
record ImportJob(PathComponent name, Path source) implements RootJob {
    /** Jobs that take their names from their paths. Each path must exist. */
    static List<ImportJob> of(List<Path> sources) throws IOException {
        List<ImportJob> jobs = new ArrayList<>();
        for (Path source : sources) {
            if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(source.toString(), null, "there is no such file or directory");
            }
            jobs.add(new ImportJob(RootName.defaultFor(source), source));
        }
        return jobs;
    }

    /** Imports, and shows meanwhile how far that is where a person looks at it. */
    ImportedRoot run(Store store, ImportOptions options) throws IOException {
        ImportProgress progress = new ImportProgress();
        return run(store, options, progress, Terminal.isThere() ? this::onTerminal : _ -> ImportDisplay.NONE);
    }

    @Override
    public ImportedRoot run(
            Store store,
            ImportOptions options,
            ImportProgress progress,
            Function<ImportProgress, ImportDisplay> display)
            throws IOException {
        Importer importer = new Importer(store.blobs(), store.directories(), options);
        try (Pin _ = store.pin();
                ImportDisplay _ = display.apply(progress)) {
            return importer.importAs(store.mutableRoots(), name, source, progress);
        }
    }
}
