package dev.vitrine.gateway.listing;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.gateway.path.LinkEnd;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.web.Row;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rows of a directory page, made one at a time. */
final class DirectoryRows implements Iterable<Row> {
    private final Place directory;
    private final Listing listing;

    DirectoryRows(Place directory, Listing listing) {
        this.directory = directory;
        this.listing = listing;
    }

    @Override
    public Iterator<Row> iterator() {
        return IntStream.range(0, listing.count()).mapToObj(this::row).iterator();
    }

    /** Whether the rows are the same wherever and whenever this directory is shown: no symlink leads out of it. */
    boolean settled() {
        return IntStream.range(0, listing.count())
                .filter(position -> listing.entry(position) instanceof Entry.Symlink)
                .allMatch(position ->
                        LinkEnd.of(directory, listing.name(position)).settled());
    }

    private Row row(int position) {
        PathComponent name = listing.name(position);
        String text = VisibleName.of(name.toByteArray());
        return switch (listing.entry(position)) {
            case Entry.Directory entry ->
                Row.directory(
                        text,
                        Href.ofDirectory(name),
                        entry.node().size(),
                        entry.node().digest().toString());
            case Entry.File entry ->
                Row.file(
                        text,
                        Href.of(name),
                        entry.node().size(),
                        entry.node().executable(),
                        entry.node().digest().toString());
            case Entry.Symlink entry -> symlink(name, text, entry);
            case Entry.Top top -> throw new IllegalStateException("the top is nobody's child");
        };
    }

    private Row symlink(PathComponent name, String text, Entry.Symlink entry) {
        return Row.symlink(
                text, href(name), VisibleName.of(entry.node().target().toByteArray()));
    }

    private Optional<String> href(PathComponent name) {
        return switch (LinkEnd.of(directory, name).kind()) {
            case DIRECTORY -> Optional.of(Href.ofDirectory(name));
            case FILE, UNKNOWN -> Optional.of(Href.of(name));
            case DANGLING -> Optional.empty();
        };
    }
}
