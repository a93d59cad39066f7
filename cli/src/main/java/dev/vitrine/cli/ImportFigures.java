package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.model.Added;
import java.time.Duration;
import java.util.Optional;

/**
 * How far an import is, or how far it came.
 *
 * @param plan what the first walk has counted; empty until it is over, and until the end of an archive
 * @param files that are in the store
 * @param bytes in those files
 * @param read bytes that were read, or need not be; also of files that are still under way
 * @param unchanged files that were not read, since they are what they were at the last import
 * @param newBlobs of them, that the store did not have
 * @param newDirectories likewise
 * @param skipped what was left out, or stands for an empty directory
 * @param elapsed since the start
 */
record ImportFigures(
        Optional<ImportPlan> plan,
        long files,
        long bytes,
        long read,
        long unchanged,
        Added newBlobs,
        Added newDirectories,
        long skipped,
        Duration elapsed) {

    /** Files whose contents the store had already, or that stood elsewhere in the tree. */
    long sharedFiles() {
        return Math.max(0, files - newBlobs.count());
    }

    long sharedBytes() {
        return Math.max(0, bytes - newBlobs.bytes());
    }

    long directories() {
        return plan.map(ImportPlan::directories).orElse(0L);
    }

    long symlinks() {
        return plan.map(ImportPlan::symlinks).orElse(0L);
    }

    long sharedDirectories() {
        return Math.max(0, directories() - newDirectories.count());
    }

    double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    /** Bytes a second, from the start on, so that it is steady. */
    double rate() {
        return seconds() > 0 ? read / seconds() : 0;
    }
}
