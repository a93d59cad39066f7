package dev.vitrine.fusefs.libfuse;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import dev.vitrine.fusefs.jnr.Filler;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is open. Its offsets are positions in a snapshot, which is taken when a listing begins, and again after rewinddir(3):
 * so nothing is lost or repeated however small the buffers are. Thread-safe as far as the kernel needs it, which serialises readdir on
 * one handle.
 */
final class OpenDirectory {
    private static final byte[] SELF = {'.'};
    private static final byte[] PARENT = {'.', '.'};
    /** The offsets 0 and 1 are those of the two names that every directory has. */
    private static final int DOTS = 2;

    private final CastoreView view;
    private final Entry.Listable directory;
    private final long parentInode;
    private volatile @Nullable Listing snapshot;

    OpenDirectory(CastoreView view, Entry.Listable directory, long parentInode) {
        this.view = view;
        this.directory = directory;
        this.parentInode = parentInode;
    }

    Entry.Listable directory() {
        return directory;
    }

    /** Gives entries from the offset on, until there is no more room. */
    void list(long offset, Filler filler) throws CastoreException {
        Listing listing = snapshot;
        if (offset == 0 || listing == null) {
            listing = view.list(directory);
            snapshot = listing;
        }
        int mode = Attributes.of(directory).mode();
        if (offset <= 0 && !filler.add(SELF, directory.inode(), mode, 1)) {
            return;
        }
        if (offset <= 1 && !filler.add(PARENT, parentInode, mode, DOTS)) {
            return;
        }
        fill(listing, Math.max(offset, DOTS) - DOTS, filler);
    }

    private static void fill(Listing listing, long from, Filler filler) {
        int count = listing.count();
        for (long i = from; i < count; i++) {
            int position = (int) i;
            Entry entry = listing.entry(position);
            byte[] name = listing.name(position).toByteArray();
            if (!filler.add(name, entry.inode(), Attributes.of(entry).mode(), i + 1 + DOTS)) {
                return;
            }
        }
    }
}
