package dev.vitrine.cli;

import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.util.Locale;

/** The figures of an import in words: while it goes on, at its end, and as JSON. */
final class ImportFormat {
    private static final String UNKNOWN = "-:--";

    private ImportFormat() {}

    /** Files, bytes, rate, what is shared and the time left. Numbers keep their places, so that the line is steady. */
    static String line(ImportFigures figures) {
        if (figures.plan().isEmpty()) {
            return uncounted(figures);
        }
        ImportPlan plan = figures.plan().get();
        String files = Long.toString(plan.files());
        return String.format(
                Locale.ROOT,
                "%" + files.length() + "d/%s files %10s%s %10s/s %3d%% shared %s left",
                figures.files(),
                files,
                HumanSize.of(figures.read()),
                plan.bytes() == 0 ? "" : "/" + HumanSize.of(plan.bytes()),
                HumanSize.of((long) figures.rate()),
                percent(figures.sharedBytes(), figures.bytes()),
                left(figures, plan));
    }

    /** Of an archive nobody knows how much is in it before it was read. */
    private static String uncounted(ImportFigures figures) {
        return figures.read() == 0
                ? "counting files"
                : String.format(
                        Locale.ROOT,
                        "%d files %10s %10s/s %3d%% shared",
                        figures.files(),
                        HumanSize.of(figures.read()),
                        HumanSize.of((long) figures.rate()),
                        percent(figures.sharedBytes(), figures.bytes()));
    }

    private static long percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(100.0 * part / whole);
    }

    private static String left(ImportFigures figures, ImportPlan plan) {
        double done = plan.bytes() > 0
                ? (double) figures.read() / plan.bytes()
                : (double) figures.files() / Math.max(1, plan.files());
        if (done <= 0) {
            return UNKNOWN;
        }
        long seconds = (long) Math.ceil(Math.max(0, 1 - done) / done * figures.seconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** What was new and what was shared. */
    static String summary(ImportFigures figures) {
        String skipped = figures.skipped() == 0 ? "" : "; left out: " + figures.skipped();
        return String.format(
                Locale.ROOT,
                "new: %s, %s, %s; shared: %s, %s, %s; symlinks: %d%s; %.1f s, %s/s",
                count(figures.newBlobs().count(), "file"),
                directories(figures.newDirectories().count()),
                HumanSize.of(figures.newBlobs().bytes()),
                count(figures.sharedFiles(), "file"),
                directories(figures.sharedDirectories()),
                HumanSize.of(figures.sharedBytes()),
                figures.symlinks(),
                skipped,
                figures.seconds(),
                HumanSize.of((long) figures.rate()));
    }

    private static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    private static String directories(long number) {
        return number + (number == 1 ? " directory" : " directories");
    }

    /** docs/import.md says what is in it. */
    static String json(ImportedRoot root, ImportFigures figures) throws IOException {
        return new JsonLine()
                .bytes("name", root.name().toByteArray())
                .text("digest", root.digest().toString())
                .text("kind", LongFormat.kind(Entry.of(root.node())))
                .number("files", figures.files())
                .number("directories", figures.directories())
                .number("symlinks", figures.symlinks())
                .number("bytes", figures.bytes())
                .number("new_blobs", figures.newBlobs().count())
                .number("new_bytes", figures.newBlobs().bytes())
                .number("new_directories", figures.newDirectories().count())
                .number("shared_blobs", figures.sharedFiles())
                .number("shared_bytes", figures.sharedBytes())
                .number("shared_directories", figures.sharedDirectories())
                .number("unchanged", figures.unchanged())
                .number("skipped", figures.skipped())
                .seconds("seconds", figures.seconds())
                .end();
    }
}
