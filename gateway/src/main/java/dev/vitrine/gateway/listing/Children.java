package dev.vitrine.gateway.listing;

import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import dev.vitrine.gateway.path.LinkEnd;
import dev.vitrine.gateway.path.Place;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run of the children of a directory, made one at a time.
 *
 * @param directory where they are
 * @param listing of it
 * @param from position of the first child
 * @param to position after the last child
 */
record Children(Place directory, Listing listing, int from, int to) {
    private static final int MAX_FOLLOWED = 1_000;

    static Children all(Place directory, Listing listing) {
        return new Children(directory, listing, 0, listing.count());
    }

    /** Those that a query asks for. */
    static Children of(Place directory, Listing listing, ListingQuery query) {
        int from = query.after().map(listing::after).orElse(0);
        int most = listing.count() - from;
        return new Children(
                directory, listing, from, from + Math.min(most, query.limit().orElse(most)));
    }

    int count() {
        return to - from;
    }

    /** In the byte order of the names. */
    Stream<Child> stream() {
        return IntStream.range(from, to).mapToObj(this::child);
    }

    private Child child(int position) {
        var name = listing.name(position);
        Entry entry = listing.entry(position);
        Optional<LinkEnd.Kind> end = entry instanceof Entry.Symlink
                ? Optional.of(LinkEnd.of(directory, name).kind())
                : Optional.empty();
        return new Child(name, entry, end);
    }

    /**
     * Whether they are known to be the same wherever and whenever this directory is shown: no symlink among them leads out of it. Of more
     * than {@link #MAX_FOLLOWED} symlinks that is not known, because the first byte would wait for it.
     */
    boolean settled() {
        int followed = 0;
        for (int position = from; position < to; position++) {
            if (listing.entry(position) instanceof Entry.Symlink) {
                followed++;
                if (followed > MAX_FOLLOWED
                        || !LinkEnd.of(directory, listing.name(position)).settled()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether this is everything. */
    boolean isWhole() {
        return from == 0 && to == listing.count();
    }

    /** The reference to the children that come next, as many as these; empty when none do. */
    Optional<String> next() {
        return to == listing.count()
                ? Optional.empty()
                : Optional.of(ListingQuery.next(listing.name(to - 1), to - from));
    }
}
