package dev.vitrine.castore.gc;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C_DIGEST;
import static dev.vitrine.castore.Fixtures.EMPTY_BLOB;
import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MarkerTest {
    private final MemoryDirectoryService directories = new MemoryDirectoryService();
    private final Marker marker = new Marker(directories);

    private void mark(String root, Node node) throws CastoreException {
        marker.mark(Map.of(name(root), node));
    }

    private static DirectoryNode node(Directory directory) {
        return new DirectoryNode(Blake3.digest(directory), directory.size());
    }

    @Test
    void rootsOfEveryKindAreMarked() throws CastoreException {
        try (DirectoryPutter putter = directories.putter()) {
            putter.put(Directory.empty());
            putter.put(DIRECTORY_B);
            putter.finish();
        }
        mark("directory", node(DIRECTORY_B));
        mark("file", new FileNode(BLOB_A.digest(), 2, false));
        mark("link", symlink("somewhere"));
        assertThat(marker.hasDirectory(DIRECTORY_A_DIGEST)).isTrue();
        assertThat(marker.hasDirectory(DIRECTORY_B_DIGEST)).isTrue();
        assertThat(marker.hasDirectory(DIRECTORY_C_DIGEST)).isFalse();
        assertThat(marker.hasBlob(BLOB_A.digest())).isTrue();
        assertThat(marker.hasBlob(BLOB_B.digest())).isFalse();
        assertThat(marker.hasBlob(EMPTY_BLOB.digest()))
                .as("its digest is that of a directory")
                .isFalse();
        assertThat(marker.directories()).isEqualTo(2);
        assertThat(marker.blobs()).isEqualTo(1);
    }

    @Test
    void aDeepAndManyfoldTreeIsReadOnce() throws CastoreException {
        FileNode file = new FileNode(BLOB_A.digest(), 2, false);
        DirectoryNode below = node(directory("file", file));
        try (DirectoryPutter putter = directories.putter()) {
            putter.put(directory("file", file));
            for (int i = 0; i < 50; i++) {
                Directory twice = directory("one", below, "other", below);
                putter.put(twice);
                below = node(twice);
            }
            for (int i = 0; i < 10_000; i++) {
                Directory once = directory("d", below);
                putter.put(once);
                below = node(once);
            }
            putter.finish();
        }
        mark("deep", below);
        assertThat(marker.directories()).isEqualTo(10_051);
        assertThat(marker.hasBlob(BLOB_A.digest())).isTrue();
    }

    @Test
    void aWideDirectoryIsMarked() throws CastoreException {
        Directory.Builder wide = Directory.builder();
        for (int i = 0; i < 100_000; i++) {
            wide.add(name("file " + i), new FileNode(new Digest(i, 1, 2, 3), 1, false));
        }
        Directory directory = wide.build();
        directories.put(directory);
        mark("wide", node(directory));
        assertThat(marker.blobs()).isEqualTo(100_000);
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        Directory tree = directory("sub\n", new DirectoryNode(DIRECTORY_C_DIGEST, 2));
        Marker broken = new Marker(new MemoryDirectoryService());
        assertThatThrownBy(() -> broken.mark(Map.of(name("tree"), node(tree))))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("below 'tree'")
                .hasMessageContaining("is missing (verify names all that is broken)");
    }
}
