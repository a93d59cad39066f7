package dev.vitrine.cli;

import dev.vitrine.castore.view.Entry;
import java.io.IOException;

/** What an entry is, as a member of a JSON object. */
final class EntryJson {
    private EntryJson() {}

    static void write(String field, Entry entry, JsonLine json) throws IOException {
        json.open(field).text("kind", LongFormat.kind(entry));
        switch (entry) {
            case Entry.Top _ -> {}
            case Entry.Directory directory ->
                json.text("digest", directory.node().digest().toString())
                        .unsigned("size", directory.node().size());
            case Entry.File file ->
                json.text("digest", file.node().digest().toString())
                        .unsigned("size", file.node().size())
                        .flag("executable", file.node().executable());
            case Entry.Symlink symlink ->
                json.bytes("target", symlink.node().target().toByteArray());
        }
        json.close();
    }
}
