package dev.vitrine.gateway.listing;

import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.LinkEnd;
import dev.vitrine.web.Row;

/** Children as the rows of a page. */
final class DirectoryRow {
    private DirectoryRow() {}

    /**
     * The row, with a link to the address of the child by content.
     *
     * @param top reference to the top of the server
     */
    static Row ofContent(Child child, String top) {
        Row row = of(child);
        return switch (child.entry()) {
            case Entry.Directory entry ->
                row.withAddress(top + Address.ofDirectory(entry.node().digest()));
            case Entry.File entry ->
                row.withAddress(top + Address.ofBlob(entry.node().digest(), child.name()));
            case Entry.Symlink entry -> row;
            case Entry.Top entry -> row;
        };
    }

    static Row of(Child child) {
        String text = VisibleName.of(child.name().toByteArray());
        return switch (child.entry()) {
            case Entry.Directory entry ->
                Row.directory(
                        text,
                        child.href(),
                        entry.node().size(),
                        entry.node().digest().toString());
            case Entry.File entry ->
                Row.file(
                        text,
                        child.href(),
                        entry.node().size(),
                        entry.node().executable(),
                        entry.node().digest().toString());
            case Entry.Symlink entry -> symlink(text, child, entry);
            case Entry.Top top -> throw new IllegalStateException("the top is nobody's child");
        };
    }

    /** What leads nowhere is no link; what the store failed to follow may be one. */
    private static Row symlink(String text, Child child, Entry.Symlink entry) {
        return Row.symlink(
                text,
                child.end().filter(kind -> kind != LinkEnd.Kind.DANGLING).map(kind -> child.href()),
                VisibleName.of(entry.node().target().toByteArray()));
    }
}
