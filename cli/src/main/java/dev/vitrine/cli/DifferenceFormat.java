package dev.vitrine.cli;

import dev.vitrine.castore.diff.Difference;
import dev.vitrine.castore.diff.Difference.Added;
import dev.vitrine.castore.diff.Difference.Aspect;
import dev.vitrine.castore.diff.Difference.Changed;
import dev.vitrine.castore.diff.Difference.Removed;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;

/** A difference between two trees as a line, for people or as JSON. */
final class DifferenceFormat {
    private DifferenceFormat() {}

    static String line(Difference difference) {
        return switch (difference) {
            case Added added -> "+ " + name(added.path()) + slash(added.after());
            case Removed removed -> "- " + name(removed.path()) + slash(removed.before());
            case Changed changed -> letter(changed.aspect()) + " " + name(changed.path());
        };
    }

    private static char letter(Aspect aspect) {
        return switch (aspect) {
            case KIND -> 'T';
            case CONTENTS -> 'M';
            case EXECUTABLE -> 'x';
        };
    }

    /** The things compared themselves have no name in each other. */
    private static String name(CastorePath path) {
        return path.isTop() ? "." : path.toString();
    }

    private static String slash(Entry entry) {
        return entry instanceof Entry.Listable ? "/" : "";
    }

    static String json(Difference difference) throws IOException {
        JsonLine json = new JsonLine().bytes("path", difference.path().toByteArray());
        switch (difference) {
            case Added added -> EntryJson.write("after", added.after(), json.text("change", "added"));
            case Removed removed -> EntryJson.write("before", removed.before(), json.text("change", "removed"));
            case Changed changed -> {
                json.text("change", word(changed.aspect()));
                EntryJson.write("before", changed.before(), json);
                EntryJson.write("after", changed.after(), json);
            }
        }
        return json.end();
    }

    private static String word(Aspect aspect) {
        return switch (aspect) {
            case KIND -> "kind";
            case CONTENTS -> "contents";
            case EXECUTABLE -> "executable";
        };
    }
}
