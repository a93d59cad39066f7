package dev.vitrine.cli;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.gc.GcReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a collection of garbage has done, in words and in JSON. */
record GcText(GcReport report, boolean isDry) {
    /** For a person; what is nothing is left out, but for what was removed. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(report.roots() + " roots reach " + report.directories() + " directories and " + report.blobs()
                + " blobs");
        add(lines, would("condemned", "would be condemned"), report.condemned());
        add(lines, would("pardoned", "would be pardoned"), report.pardoned());
        add(lines, "waiting for a later run", report.waiting());
        if (report.pins() > 0) {
            lines.add("what " + report.pins() + " processes that import or verify may need waits until they are done");
        }
        if (report.orphans().count() > 0) {
            lines.add(would("removed", "would be removed") + ": "
                    + report.orphans().count() + " files that the index does not know, "
                    + report.orphans().bytes() + " bytes");
        }
        if (report.strangers() > 0) {
            lines.add(report.strangers() + " things among the blob files are none of ours, and stay");
        }
        lines.add(would("removed", "would be removed") + ": " + words(report.swept()));
        return lines;
    }

    private static void add(List<String> lines, String what, Amount amount) {
        if (!amount.equals(Amount.NOTHING)) {
            lines.add(what + ": " + words(amount));
        }
    }

    private String would(String done, String dry) {
        return isDry ? dry : done;
    }

    private static String words(Amount amount) {
        return amount.directories() + " directories, " + amount.blobs() + " blobs, " + amount.bytes() + " bytes";
    }

    String json() throws IOException {
        JsonLine json = new JsonLine()
                .flag("dry_run", isDry)
                .number("roots", report.roots())
                .number("directories", report.directories())
                .number("blobs", report.blobs());
        member(json, "condemned", report.condemned());
        member(json, "pardoned", report.pardoned());
        member(json, "waiting", report.waiting());
        member(json, "removed", report.swept());
        return json.open("orphan_files")
                .number("files", report.orphans().count())
                .number("bytes", report.orphans().bytes())
                .close()
                .number("strangers", report.strangers())
                .number("pins", report.pins())
                .end();
    }

    private static void member(JsonLine json, String name, Amount amount) throws IOException {
        json.open(name)
                .number("directories", amount.directories())
                .number("blobs", amount.blobs())
                .number("bytes", amount.bytes())
                .close();
    }
}
