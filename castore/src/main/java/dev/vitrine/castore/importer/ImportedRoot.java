package dev.vitrine.castore.importer;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;

/** A root that an import has set. */
public record ImportedRoot(PathComponent name, Node node) {
    /** The digest to show for it; for a symlink, which has none in the store, that of its target. */
    public Digest digest() {
        return Blake3.digest(node);
    }
}
