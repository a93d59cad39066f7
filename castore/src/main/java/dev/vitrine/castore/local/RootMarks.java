package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Marker;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.RootNodes;
import java.util.SortedMap;

/** What the roots reach, and which state of the roots that is about. Not thread-safe. */
final class RootMarks {
    private final RootNodes roots;
    private final Marker marker;
    private long revision;
    private int count;

    private RootMarks(RootNodes roots, Marker marker) {
        this.roots = roots;
        this.marker = marker;
    }

    /** Marks the roots as they are now. */
    static RootMarks of(RootNodes roots, Marker marker) throws CastoreException {
        RootMarks marks = new RootMarks(roots, marker);
        marks.refresh();
        return marks;
    }

    /**
     * Marks the roots that came since. The revision is asked for first: a root that comes between it and the list is marked, and makes
     * the revision an old one, which costs one more refresh.
     */
    void refresh() throws CastoreException {
        long before = roots.revision();
        SortedMap<PathComponent, Node> all = roots.list();
        marker.mark(all);
        revision = before;
        count = all.size();
    }

    /** Whether the roots are those that were marked. */
    boolean areCurrent(ReadTransaction transaction) {
        return LocalRootNodes.revision(transaction) == revision;
    }

    /** Whether a root reaches it, or did when this was new. */
    boolean have(Stored stored) {
        return switch (stored.kind()) {
            case BLOB -> marker.hasBlob(stored.digest());
            case DIRECTORY -> marker.hasDirectory(stored.digest());
        };
    }

    int roots() {
        return count;
    }

    int directories() {
        return marker.directories();
    }

    int blobs() {
        return marker.blobs();
    }
}
