package dev.vitrine.fusefs.node;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import dev.vitrine.fusefs.kernel.Payload;
import dev.vitrine.fusefs.kernel.Wire.OpenOut;
import dev.vitrine.fusefs.request.Errno;
import dev.vitrine.fusefs.request.RootWatch;

/**
 * How directories are opened and listed. A listing below a root never changes, so the kernel may keep it, and needs no handle for it.
 * Thread-safe.
 */
final class OpenDirectories {
    private static final int KEEP_CACHE = 1 << 1;
    private static final int CACHE_DIR = 1 << 3;
    private static final byte[] SELF = {'.'};
    private static final byte[] PARENT = {'.', '.'};
    /** The offsets 0 and 1 are those of the two names that every directory has. */
    private static final int DOTS = 2;

    private final CastoreView view;
    private final Nodes nodes;
    private final RootWatch watch;
    private final TopListing topListing;
    private final boolean stateless;

    /**
     * @param stateless whether the kernel can do without opening directories
     */
    OpenDirectories(CastoreView view, Nodes nodes, RootWatch watch, boolean stateless) {
        this.view = view;
        this.nodes = nodes;
        this.watch = watch;
        this.topListing = new TopListing(view);
        this.stateless = stateless;
    }

    /** The kernel asks about all directories until it gets ENOSYS once; the top must be asked about where it may refuse. */
    int open(Node node, Payload answer) throws CastoreException {
        answer.clear(0, OpenOut.SIZE);
        return switch (node) {
            case Node.Top top -> {
                view.list(top.entry());
                yield OpenOut.SIZE;
            }
            case Node.Place place -> {
                if (stateless) {
                    yield Errno.ENOSYS.answer();
                }
                answer.putInt(OpenOut.OPEN_FLAGS, KEEP_CACHE | CACHE_DIR);
                yield OpenOut.SIZE;
            }
            case Node.Content content -> Errno.ENOTDIR.answer();
        };
    }

    /** Lists from an offset on, as far as there is room. */
    int list(Node node, long offset, Dirents dirents) throws CastoreException {
        return switch (node) {
            case Node.Top top -> list(top, offset, dirents);
            case Node.Place place -> list(place, offset, dirents);
            case Node.Content content -> Errno.ENOTDIR.answer();
        };
    }

    private int list(Node.Place place, long offset, Dirents dirents) throws CastoreException {
        Listing listing = view.list(place.entry());
        if (!dots(place.entry(), place.parentInode(), offset, dirents)) {
            return dirents.length();
        }
        int count = listing.count();
        for (long position = Math.max(offset, DOTS) - DOTS; position < count; position++) {
            byte[] name = listing.name((int) position).toByteArray();
            if (!dirents.hasRoom(name)) {
                break;
            }
            add(place, listing, (int) position, name, position + 1 + DOTS, dirents);
        }
        return dirents.length();
    }

    private void add(Node parent, Listing listing, int position, byte[] name, long next, Dirents dirents) {
        Entry entry = listing.entry(position);
        if (dirents.plus()) {
            dirents.add(name, nodes.lookUp(parent, listing.name(position), entry), next);
        } else {
            dirents.add(name, entry, entry.inode(), next);
        }
    }

    private int list(Node.Top top, long offset, Dirents dirents) throws CastoreException {
        TopListing.Resumption from;
        if (offset <= DOTS) {
            from = topListing.begin();
        } else {
            from = topListing.after(offset).orElse(null);
            if (from == null) {
                return Errno.ESTALE.answer();
            }
        }
        if (!dots(top.entry(), top.entry().inode(), offset, dirents)) {
            return dirents.length();
        }
        for (int position = from.position(); position < from.listing().count(); position++) {
            PathComponent root = from.listing().name(position);
            if (!dirents.hasRoom(root.toByteArray())) {
                break;
            }
            if (dirents.plus()) {
                watch.saw(root, from.listing().entry(position), true);
            }
            add(top, from.listing(), position, root.toByteArray(), TopListing.cookie(root), dirents);
        }
        return dirents.length();
    }

    /** Says whether there was room for those that the offset has not passed. */
    private static boolean dots(Entry.Listable directory, long parentInode, long offset, Dirents dirents) {
        if (offset <= 0) {
            if (!dirents.hasRoom(SELF)) {
                return false;
            }
            dirents.add(SELF, directory, directory.inode(), 1);
        }
        if (offset <= 1) {
            if (!dirents.hasRoom(PARENT)) {
                return false;
            }
            dirents.add(PARENT, directory, parentInode, DOTS);
        }
        return true;
    }
}
