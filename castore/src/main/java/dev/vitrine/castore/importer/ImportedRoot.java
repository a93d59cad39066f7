package dev.vitrine.castore.importer;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;

/** A root that an import has set. */
public record ImportedRoot(PathComponent name, Node node) {
    /** The digest to show for it; for a symlink, which has none in the store, that of its target. */
    public Digest digest() {
        return switch (node) {
            case DirectoryNode directory -> directory.digest();
            case FileNode file -> file.digest();
            case SymlinkNode symlink -> Blake3.digest(symlink.target());
        };
    }
}
