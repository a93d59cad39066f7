package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The times that the index keeps of a root. */
final class LocalRootNodesTest {
    private static final PathComponent NAME = name("root");
    private static final FileNode NODE = new FileNode(BLOB_A.digest(), 2, false);

    @TempDir
    Path temporary;

    private Index index;
    private Instant now = Instant.ofEpochMilli(1_000);
    private LocalRootNodes roots;

    @BeforeEach
    void open() throws CastoreException {
        LocalStore.create(temporary).close();
        index = Index.open(new StoreDirectory(temporary), LocalStoreOptions.DEFAULTS.mapSize());
        roots = new LocalRootNodes(index, () -> now);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private RootRecord record() throws CastoreException {
        return index.read(transaction -> transaction.get(Table.ROOTS, NAME.toByteArray(), RootRecord::read))
                .orElseThrow();
    }

    @Test
    void aNewRootIsCreatedAndUpdatedNow() throws CastoreException {
        roots.put(NAME, NODE);
        assertThat(record().created()).isEqualTo(1_000);
        assertThat(record().updated()).isEqualTo(1_000);
    }

    @Test
    void aReplacedRootKeepsItsCreation() throws CastoreException {
        roots.put(NAME, NODE);
        now = Instant.ofEpochMilli(2_000);
        roots.put(NAME, new FileNode(BLOB_A.digest(), 2, true));
        assertThat(record().created()).isEqualTo(1_000);
        assertThat(record().updated()).isEqualTo(2_000);
    }

    @Test
    void aRootThatComesBackIsNew() throws CastoreException {
        roots.put(NAME, NODE);
        roots.remove(NAME);
        now = Instant.ofEpochMilli(2_000);
        roots.put(NAME, NODE);
        assertThat(record().created()).isEqualTo(2_000);
    }
}
