package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.util.function.Function;

/** Something that is to become a root. */
sealed interface RootJob permits ImportJob, NarJob {
    PathComponent name();

    /**
     * Imports, safe from collections of garbage until the root is set; the figures are with whoever gave the progress.
     *
     * @param options for what lies in a tree on disk
     */
    ImportedRoot run(
            Store store,
            ImportOptions options,
            ImportProgress progress,
            Function<ImportProgress, ImportDisplay> display)
            throws IOException;

    /** Where how far it is is shown that looks at stderr. */
    default ImportDisplay display(ImportProgress progress) {
        return Terminal.isThere()
                ? onTerminal(progress)
                : ImportDisplay.onPipe(() -> name() + ": " + ImportFormat.line(progress.figures()));
    }

    /** The name comes last, for a line that is too long loses its end. */
    default ImportDisplay onTerminal(ImportProgress progress) {
        return ImportDisplay.onTerminal(() -> ImportFormat.line(progress.figures()) + "  " + name());
    }
}
