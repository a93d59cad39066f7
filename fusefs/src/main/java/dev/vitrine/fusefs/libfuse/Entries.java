package dev.vitrine.fusefs.libfuse;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.request.RootWatch;
import java.util.Arrays;
import java.util.Optional;

/** Finds the entry at a path of a request, and tells the {@link RootWatch} which root was seen on the way. Thread-safe. */
final class Entries {
    /**
     * An entry, and how it was come by.
     *
     * @param parentInode the number of the directory it is in; the top is in itself
     * @param settled whether all that the kernel knows under this path is about this state of its root
     */
    record Found(Entry entry, long parentInode, boolean settled) {}

    private static final Entry.Top TOP = new Entry.Top();
    private static final Optional<Found> FOUND_TOP = Optional.of(new Found(TOP, TOP.inode(), true));

    private final CastoreView view;
    private final RootWatch watch;

    Entries(CastoreView view, RootWatch watch) {
        this.view = view;
        this.watch = watch;
    }

    /**
     * The entry at a path, or empty. No exception for a name that is not there, which is what many requests are about.
     *
     * @param path a slash, and names with a slash between
     */
    Optional<Found> find(byte[] path) throws CastoreException {
        int end = nameEnd(path, 1);
        if (end == 1) {
            return FOUND_TOP;
        }
        PathComponent root = PathComponent.of(Arrays.copyOfRange(path, 1, end));
        Optional<Entry> entry = view.child(TOP, root);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        boolean settled = watch.saw(root, entry.get(), end == path.length);
        return below(path, end, entry.get(), settled);
    }

    private Optional<Found> below(byte[] path, int rootEnd, Entry root, boolean settled) throws CastoreException {
        Entry entry = root;
        long parentInode = TOP.inode();
        int end = rootEnd;
        while (end < path.length) {
            if (!(entry instanceof Entry.Listable parent)) {
                throw new CastoreException.NotADirectory("the path goes through something that is no directory");
            }
            int start = end + 1;
            end = nameEnd(path, start);
            Optional<Entry> child = view.child(parent, PathComponent.of(Arrays.copyOfRange(path, start, end)));
            if (child.isEmpty()) {
                return Optional.empty();
            }
            parentInode = parent.inode();
            entry = child.get();
        }
        return Optional.of(new Found(entry, parentInode, settled));
    }

    private static int nameEnd(byte[] path, int start) {
        int end = start;
        while (end < path.length && path[end] != '/') {
            end++;
        }
        return end;
    }
}
