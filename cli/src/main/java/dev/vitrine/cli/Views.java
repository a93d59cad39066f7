package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.castore.view.SubtreeView;

/** The view of a store, as every command sees it. */
final class Views {
    /** How much heap the directories of one process may take: a directory of a million entries is some 60 MiB. */
    private static final long DIRECTORY_CACHE_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private Views() {}

    static CastoreView of(Store store) {
        return of(store, store.roots());
    }

    /** For a command that looks at all that there is below what it was given. */
    static CastoreView walked(Store store) {
        return new StoreView(store.blobs(), store.closures(), store.roots(), store.checksums(), DIRECTORY_CACHE_BYTES);
    }

    static StoreView of(Store store, RootNodes roots) {
        return new StoreView(store.blobs(), store.directories(), roots, store.checksums(), DIRECTORY_CACHE_BYTES);
    }

    /** The view of what lies below a path, which must be a directory there when the windows open. */
    static CastoreView below(CastoreView view, CastorePath path) throws CastoreException {
        return path.isTop() ? view : SubtreeView.of(view, path);
    }
}
