package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Map;

/** Reads everything below the roots of a store, and fails where something is missing or wrong. */
final class WholeRoots {
    private WholeRoots() {}

    /** Checks every listed root, and says which there are. */
    static Map<PathComponent, Node> check(LocalStore store) throws CastoreException {
        Map<PathComponent, Node> roots = store.roots().list();
        for (Node root : roots.values()) {
            if (root instanceof DirectoryNode directory) {
                store.directories().closure(directory.digest(), (digest, found) -> checkBlobs(store, found));
                assertThat(store.directories().get(directory.digest())).isPresent();
            }
        }
        return roots;
    }

    private static void checkBlobs(LocalStore store, Directory directory) throws CastoreException {
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof FileNode file) {
                byte[] bytes = BlobServiceContract.read(store.blobs(), file.digest());
                Digest found = Blake3.digest(bytes);
                assertThat(found).isEqualTo(file.digest());
                assertThat(bytes).hasSize(Math.toIntExact(file.size()));
            }
        }
    }
}
