package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making, opening, refusing and closing a store. */
final class LocalStoreTest {
    @TempDir
    Path temporary;

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(call).withMessageContaining(message);
    }

    /** S14: A store is made where it is missing, with the directories above it. */
    @Test
    void createMakesTheStoreAndItsParents() throws CastoreException {
        Path path = temporary.resolve("a/b/store");
        LocalStore.create(path).close();
        LocalStore.open(path).close();
        assertThat(path).isDirectoryContaining("glob:**/{FORMAT}");
    }

    @Test
    void createOpensAStoreThatIsThere() throws CastoreException {
        Path path = temporary.resolve("store");
        try (LocalStore store = LocalStore.create(path)) {
            store.roots().put(name("root"), new FileNode(BLOB_A.digest(), 2, false));
        }
        try (LocalStore store = LocalStore.create(path)) {
            assertThat(store.roots().list()).containsOnlyKeys(name("root"));
        }
    }

    @Test
    void createGoesOnWhereAnEarlierAttemptWasCutOff() throws IOException {
        Path path = temporary.resolve("store");
        Files.createDirectories(path.resolve("index"));
        Files.createFile(path.resolve("LOCK"));
        Files.createFile(path.resolve("FORMAT.new"));
        LocalStore.create(path).close();
        LocalStore.open(path).close();
    }

    @Test
    void openDoesNotMakeAStore() {
        Path path = temporary.resolve("missing");
        assertRefused(() -> LocalStore.open(path), "there is no store at " + path);
        assertThat(path).doesNotExist();
    }

    @Test
    void aPlainFileIsNoStore() throws IOException {
        Path path = Files.createFile(temporary.resolve("file"));
        assertRefused(() -> LocalStore.open(path), "is not a directory");
        assertRefused(() -> LocalStore.create(path), "cannot create the store at " + path);
        assertRefused(() -> LocalStore.create(path.resolve("below")), "cannot create the store at " + path);
    }

    /** S15: A directory that holds something else than a store is refused, and left as it was. */
    @Test
    void aDirectoryOfSomethingElseIsNoStore() throws IOException {
        Path path = Files.createDirectory(temporary.resolve("photos"));
        Files.createFile(path.resolve("cat.jpg"));
        assertRefused(() -> LocalStore.open(path), "is not a store: it has no file FORMAT");
        assertRefused(() -> LocalStore.create(path), "is neither a store nor empty");
        assertThat(path.toFile().list()).containsExactly("cat.jpg");
    }

    /** S16: A store of another format is refused. */
    @Test
    void anUnknownFormatIsRefused() throws IOException {
        Path path = temporary.resolve("store");
        LocalStore.create(path).close();
        Files.writeString(path.resolve("FORMAT"), "vitrine-store 2\n");
        assertRefused(() -> LocalStore.open(path), "has a format that this version does not know");
        assertRefused(() -> LocalStore.create(path), "has a format that this version does not know");
    }

    /** S17: One process opens a store once at a time. */
    @Test
    void aSecondOpenInOneProcessIsRefused() throws IOException {
        Path path = temporary.resolve("store");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), path);
        try (LocalStore store = LocalStore.create(path)) {
            assertRefused(() -> LocalStore.open(path), "is already open in this process");
            assertRefused(() -> LocalStore.open(link), "is already open in this process");
            assertThat(store.roots().list()).isEmpty();
        }
        LocalStore.open(link).close();
    }

    @Test
    void twoStoresAreOpenAtOnce() throws CastoreException {
        try (LocalStore one = LocalStore.create(temporary.resolve("one"));
                LocalStore other = LocalStore.create(temporary.resolve("other"))) {
            one.blobs().put(BLOB_A.buffer());
            assertThat(other.blobs().has(BLOB_A.digest())).isFalse();
        }
    }

    @Test
    void aFailedOpenLeavesTheStoreFree() throws IOException {
        Path path = temporary.resolve("store");
        LocalStore.create(path).close();
        Path data = path.resolve("index/data.mdb");
        byte[] intact = Files.readAllBytes(data);
        Files.write(data, new byte[intact.length]);
        assertRefused(() -> LocalStore.open(path), "the index of the store at " + path + " failed");
        Files.write(data, intact);
        LocalStore.open(path).close();
    }

    @Test
    void aClosedStoreIsUnavailable() throws CastoreException {
        LocalStore store = LocalStore.create(temporary.resolve("store"));
        store.close();
        store.close();
        assertRefused(() -> store.blobs().has(BLOB_A.digest()), "is closed");
        assertRefused(() -> store.blobs().put(BLOB_A.buffer()), "is closed");
        assertRefused(() -> store.directories().get(BLOB_A.digest()), "is closed");
        assertRefused(() -> store.roots().revision(), "is closed");
    }

    @Test
    void anOpenBlobOutlivesTheStore() throws CastoreException {
        LocalStore store = LocalStore.create(temporary.resolve("store"));
        store.blobs().put(BLOB_B.buffer());
        try (BlobReader reader = store.blobs().open(BLOB_B.digest()).orElseThrow()) {
            store.close();
            ByteBuffer target = ByteBuffer.allocate(BLOB_B.size());
            assertThat(reader.read(0, target)).isEqualTo(BLOB_B.size());
        }
    }

    /** S18: When the index is full, writes fail and what was acknowledged before stays. */
    @Test
    void aFullIndexLosesNothingThatWasAcknowledged() throws CastoreException {
        Path path = temporary.resolve("store");
        List<Digest> acknowledged = new ArrayList<>();
        try (LocalStore store = LocalStore.create(path, LocalStoreOptions.DEFAULTS.withMapSize(1 << 20))) {
            assertRefused(() -> fill(store, acknowledged), "it has grown to its map size");
            assertThat(store.blobs().has(acknowledged.getLast())).isTrue();
        }
        try (LocalStore store = LocalStore.open(path)) {
            assertThat(acknowledged).isNotEmpty();
            for (Digest digest : acknowledged) {
                assertThat(BlobServiceContract.read(store.blobs(), digest)).hasSize(50_000);
            }
            store.blobs().put(BLOB_A.buffer());
        }
    }

    private static void fill(LocalStore store, List<Digest> acknowledged) throws CastoreException {
        for (int i = 0; i < 1_000; i++) {
            acknowledged.add(store.blobs().put(ByteBuffer.allocate(50_000).putInt(0, i)));
        }
    }

    @Test
    void aBatchThatFailedAcknowledgesNothingMore() throws CastoreException {
        try (LocalStore store =
                        LocalStore.create(temporary.resolve("store"), LocalStoreOptions.DEFAULTS.withMapSize(1 << 20));
                BlobBatch batch = store.blobs().batch()) {
            for (int i = 0; i < 30; i++) {
                batch.put(ByteBuffer.allocate(50_000).putInt(0, i));
            }
            assertRefused(batch::commit, "it has grown to its map size");
            assertRefused(batch::commit, "it has grown to its map size");
            assertRefused(() -> batch.put(BLOB_A.buffer()), "it has grown to its map size");
            assertThat(store.blobs().put(BLOB_A.buffer())).isEqualTo(BLOB_A.digest());
        }
    }

    @Test
    void theLibraryLeavesNoFileBehind() throws IOException {
        LocalStore.create(temporary.resolve("store")).close();
        assertThat(Path.of(System.getProperty("lmdbjava.extract.dir"))).doesNotExist();
    }

    @Test
    void optionsOutOfBoundsAreMistakes() {
        LocalStoreOptions options = LocalStoreOptions.DEFAULTS;
        assertThatIllegalArgumentException().isThrownBy(() -> options.withFileThreshold(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withFileThreshold((1 << 20) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withBatchBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withMapSize(1_000));
    }
}
