package dev.vitrine.castore.root;

import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP_DIGEST;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.DirectoryNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DirectoryRootNodesTest {
    private final MemoryDirectoryService directories = new MemoryDirectoryService();

    @BeforeEach
    void putDirectories() throws CastoreException {
        try (DirectoryPutter putter = directories.putter()) {
            putter.put(DIRECTORY_WITH_KEEP);
            putter.put(DIRECTORY_COMPLICATED);
            putter.finish();
        }
    }

    @Test
    void theChildrenAreTheRoots() throws CastoreException {
        RootNodes roots = DirectoryRootNodes.of(directories, DIRECTORY_COMPLICATED_DIGEST);
        assertThat(roots.get(name("keep"))).contains(new DirectoryNode(DIRECTORY_WITH_KEEP_DIGEST, 1));
        assertThat(roots.get(name("aa"))).contains(symlink("/nix/store/somewhereelse"));
        assertThat(roots.get(name("other"))).isEmpty();
        assertThat(roots.list().keySet()).containsExactly(name(".keep"), name("aa"), name("keep"));
        assertThat(roots.revision()).isEqualTo(roots.revision());
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> DirectoryRootNodes.of(new MemoryDirectoryService(), DIRECTORY_COMPLICATED_DIGEST))
                .withMessageContaining("no directory " + DIRECTORY_COMPLICATED_DIGEST);
    }
}
