package dev.vitrine.fusefs.node;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The listing of the top, where names come and go between two requests of one reader, and the kernel gives no handle to tell readers
 * apart. So the offset after an entry is made from its name: a reader goes on after the name it saw last, in whatever there is by then,
 * and sees once each name that is there all the while. Thread-safe.
 */
final class TopListing {
    private static final int MOST_SNAPSHOTS = 8;
    /** Offsets below are those of the two names that every directory has. */
    private static final long FIRST_COOKIE = 4;

    private final CastoreView view;
    /** The latest first; the others for readers that saw a name last which is gone by now. */
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();

    TopListing(CastoreView view) {
        this.view = view;
    }

    /** The names at one time. */
    private static final class Snapshot {
        private final long revision;
        private final Listing listing;
        private @Nullable Map<Long, Integer> positions;

        private Snapshot(long revision, Listing listing) {
            this.revision = revision;
            this.listing = listing;
        }

        /** The position of the entry after which a reader goes on. */
        OptionalInt find(long cookie) {
            Map<Long, Integer> found = positions;
            if (found == null) {
                found = new HashMap<>();
                for (int i = 0; i < listing.count(); i++) {
                    found.put(cookie(listing.name(i)), i);
                }
                positions = found;
            }
            Integer position = found.get(cookie);
            return position == null ? OptionalInt.empty() : OptionalInt.of(position);
        }
    }

    /** Where a reader goes on. */
    record Resumption(Listing listing, int position) {}

    /** The offset after an entry of that name. */
    static long cookie(PathComponent name) {
        return (Blake3.digest(name.toByteArray()).first() >>> 1) | FIRST_COOKIE;
    }

    /** All names, from the first. */
    synchronized Resumption begin() throws CastoreException {
        return new Resumption(current().listing, 0);
    }

    /** What follows the entry of that cookie; empty if there has been none such for a while. */
    synchronized Optional<Resumption> after(long cookie) throws CastoreException {
        Listing now = current().listing;
        for (Snapshot snapshot : snapshots) {
            OptionalInt position = snapshot.find(cookie);
            if (position.isPresent()) {
                PathComponent name = snapshot.listing.name(position.getAsInt());
                return Optional.of(new Resumption(now, now.after(name)));
            }
        }
        return Optional.empty();
    }

    private Snapshot current() throws CastoreException {
        long revision = view.rootsRevision();
        Snapshot latest = snapshots.peekFirst();
        if (latest != null && latest.revision == revision) {
            return latest;
        }
        Snapshot fresh = new Snapshot(revision, view.list(new Entry.Top()));
        snapshots.addFirst(fresh);
        if (snapshots.size() > MOST_SNAPSHOTS) {
            snapshots.removeLast();
        }
        return fresh;
    }
}
