package dev.vitrine.castore.importer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to import.
 *
 * @param threads how many files are read and hashed at the same time; 1 or more
 * @param skipped what to leave out wherever the walk meets it, by its real path, and a directory also by any other path. Need not
 *     exist. None of these is opened or waited for, so that a mount which hangs does no harm.
 * @param exclusions what to leave out by patterns
 * @param memory a directory where imports remember what files they have read, so that the next one of the same path need not read again
 *     what has not changed; made where it is missing. Empty to read everything and remember nothing
 */
public record ImportOptions(int threads, List<Path> skipped, Exclusions exclusions, Optional<Path> memory) {
    public ImportOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("an import needs a thread, not " + threads);
        }
        skipped = List.copyOf(skipped);
    }

    /** One thread per processor, nothing skipped but what ignore files say, no memory. */
    public static ImportOptions defaults() {
        return new ImportOptions(
                Runtime.getRuntime().availableProcessors(), List.of(), Exclusions.DEFAULT, Optional.empty());
    }

    /** These options with another number of threads. */
    public ImportOptions withThreads(int count) {
        return new ImportOptions(count, skipped, exclusions, memory);
    }

    /** These options, skipping exactly these paths. */
    public ImportOptions skipping(List<Path> paths) {
        return new ImportOptions(threads, paths, exclusions, memory);
    }

    /** These options, leaving out by exactly these patterns. */
    public ImportOptions excluding(Exclusions patterns) {
        return new ImportOptions(threads, skipped, patterns, memory);
    }

    /** These options, with a memory in that directory. */
    public ImportOptions remembering(Path directory) {
        return new ImportOptions(threads, skipped, exclusions, Optional.of(directory));
    }
}
