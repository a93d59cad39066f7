package dev.vitrine.castore.memory;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobBatchContract;
import dev.vitrine.castore.blob.BlobReaderContract;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryPutterContract;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.DirectoryServiceContract;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.nix.PathInfoServiceContract;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodesContract;
import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A store in memory: its services, each held to its contract, and its room. */
final class MemoryStoreTest {
    abstract static class WithMemoryStore {
        private final MemoryStore store = new MemoryStore();

        public final BlobService blobs() {
            return store.blobs();
        }

        public final DirectoryService directories() {
            return store.directories();
        }

        public final MutableRootNodes roots() {
            return store.mutableRoots();
        }

        public final PathInfoService pathInfos() {
            return store.pathInfoService().orElseThrow();
        }
    }

    @Nested
    final class Blobs extends WithMemoryStore implements BlobServiceContract, BlobReaderContract, BlobBatchContract {}

    @Nested
    final class Directories extends WithMemoryStore implements DirectoryServiceContract, DirectoryPutterContract {}

    @Nested
    final class Roots extends WithMemoryStore implements RootNodesContract {}

    @Nested
    final class PathInfos extends WithMemoryStore implements PathInfoServiceContract {}

    private final MemoryStore small = new MemoryStore(200_000);

    private static void assertFull(ThrowingCallable call) {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(call)
                .withMessage("the store in memory has no room for more: 200000 bytes are all that it may take");
    }

    /** G67: A store in memory takes no more than a quarter of the heap, of blobs, directories and roots together; what is more is refused, and what is there stays. */
    @Test
    void aBlobForWhichThereIsNoRoomIsRefused() throws CastoreException {
        small.blobs().put(BLOB_100K.buffer());
        assertFull(() -> small.blobs().put(ByteBuffer.wrap(new byte[100_000])));
        assertThat(BlobServiceContract.read(small.blobs(), BLOB_100K.digest())).isEqualTo(BLOB_100K.toByteArray());
        small.blobs().put(HELLOWORLD.buffer());
    }

    @Test
    void whatIsThereAlreadyTakesNoRoom() throws CastoreException {
        for (int i = 0; i < 100; i++) {
            assertThat(small.blobs().put(BLOB_100K.buffer().slice(0, 50_000))).isNotEqualTo(BLOB_A.digest());
            write(new byte[50_000]);
            put("a");
            small.mutableRoots().put(name("root"), new FileNode(BLOB_A.digest(), 2, false));
        }
    }

    @Test
    void aBlobThatIsNotFinishedGivesItsRoomBack() throws CastoreException {
        for (int i = 0; i < 100; i++) {
            try (BlobBatch batch = small.blobs().batch();
                    BlobWriter writer = batch.create()) {
                writer.write(ByteBuffer.allocate(150_000));
                assertFull(() -> writer.write(ByteBuffer.allocate(150_000)));
            }
        }
        small.blobs().put(ByteBuffer.allocate(190_000));
    }

    @Test
    void theRoomIsUsedToItsEnd() throws CastoreException {
        write(new byte[190_000]);
        assertFull(() -> write(new byte[10_000]));
    }

    private void write(byte[] bytes) throws CastoreException {
        try (BlobBatch batch = small.blobs().batch();
                BlobWriter writer = batch.create()) {
            writer.write(ByteBuffer.wrap(bytes));
            writer.finish();
            batch.commit();
        }
    }

    @Test
    void directoriesTakeRoomToo() {
        assertFull(() -> {
            for (int i = 0; i < 1_000; i++) {
                put("file" + i);
            }
        });
    }

    @Test
    void aPutThatIsNotFinishedGivesItsRoomBack() throws CastoreException {
        for (int i = 0; i < 1_000; i++) {
            try (DirectoryPutter putter = small.directories().putter()) {
                putter.put(directory("file" + i, new FileNode(BLOB_A.digest(), 2, false)));
            }
        }
        put("a");
    }

    private void put(String name) throws CastoreException {
        try (DirectoryPutter putter = small.directories().putter()) {
            putter.put(directory(name, new FileNode(BLOB_A.digest(), 2, false)));
            putter.finish();
        }
    }

    @Test
    void rootsTakeRoomUntilTheyAreRemoved() throws CastoreException {
        for (int i = 0; i < 1_000; i++) {
            small.mutableRoots().put(name("root" + i), new FileNode(BLOB_A.digest(), 2, false));
            small.mutableRoots().remove(name("root" + i));
            small.mutableRoots().remove(name("root" + i));
        }
        assertFull(() -> {
            for (int i = 0; i < 1_000; i++) {
                small.mutableRoots().put(name("root" + i), new FileNode(BLOB_A.digest(), 2, false));
            }
        });
    }
}
