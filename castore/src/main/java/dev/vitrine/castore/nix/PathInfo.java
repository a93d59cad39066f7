package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * A store path, and what Nix knows of it. Immutable.
 *
 * @param path its name, which is also that of its root
 * @param node its tree
 * @param references the store paths that its contents mention, maybe itself, in the order in which they were given
 * @param nar size and hash of its NAR, as whoever gave them says; nothing here has compared them with the tree
 * @param deriver the derivation that made it, without the {@code .drv} of its name
 */
public record PathInfo(
        StorePathName path,
        Node node,
        List<StorePathName> references,
        NarHash nar,
        List<Signature> signatures,
        Optional<StorePathName> deriver,
        Optional<ContentHash> contentHash) {
    public PathInfo {
        references = List.copyOf(references);
        signatures = List.copyOf(signatures);
    }

    /** Of which no more is known than its tree and what follows from it. */
    public static PathInfo of(StorePathName path, Node node, NarHash nar) {
        return new PathInfo(path, node, List.of(), nar, List.of(), Optional.empty(), Optional.empty());
    }
}
