package dev.vitrine.cli;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.StoreView;

/** The view of a store, as every command sees it. */
final class Views {
    /** How much heap the directories of one process may take. */
    private static final long DIRECTORY_CACHE_BYTES = 64L << 20;

    private Views() {}

    static CastoreView of(LocalStore store) {
        return of(store, store.roots());
    }

    static CastoreView of(LocalStore store, RootNodes roots) {
        return new StoreView(store.blobs(), store.directories(), roots, DIRECTORY_CACHE_BYTES);
    }

    /** The digest that stands for a node where one is printed; a symlink's is that of its target. */
    static Digest digest(Node node) {
        return switch (node) {
            case DirectoryNode directory -> directory.digest();
            case FileNode file -> file.digest();
            case SymlinkNode symlink -> Blake3.digest(symlink.target());
        };
    }
}
