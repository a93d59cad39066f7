package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.name;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.gc.GcReport;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.outboard.VerifiedBlobs;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.Pin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to a store while a collection is between its steps. The parts of the store are put together here. */
final class GarbageRaceTest {
    private static final GcOptions AT_ONCE = GcOptions.sparing(Duration.ZERO);

    @TempDir
    Path temporary;

    private final Resources resources = new Resources();
    private final Queue<Step> afterListing = new ArrayDeque<>();
    private StoreLock lock;
    private Index index;
    private Pins pins;
    private LocalBlobService blobs;
    private LocalRootNodes roots;
    private LocalGarbage garbage;

    /** What happens between two steps of the collection. */
    private interface Step {
        void run() throws CastoreException;
    }

    @BeforeEach
    void openParts() throws IOException {
        StoreDirectory directory = new StoreDirectory(temporary.resolve("store"));
        directory.prepare();
        directory.complete();
        lock = StoreLock.shared(directory);
        resources.add(lock::close);
        Scratch scratch = Scratch.in(directory.tmp());
        resources.add(scratch::close);
        LocalStoreOptions options = LocalStoreOptions.DEFAULTS;
        index = Index.open(directory, options.mapSize());
        resources.add(index::close);
        FileSystemSync sync = FileSystemSync.of(directory.path());
        resources.add(sync::close);
        BlobFiles files = new BlobFiles(directory.blobs(), sync);
        FileGate gate = lock.gate(directory.failures());
        BlobLedger ledger = new BlobLedger(index, files, gate);
        blobs = new LocalBlobService(index, files, ledger, scratch, directory.failures(), options, new VerifiedBlobs());
        roots = new LocalRootNodes(index, InstantSource.system());
        pins = new Pins(index, scratch);
        garbage = new LocalGarbage(
                new LocalGarbage.Parts(index, files, gate, directory.failures()),
                lock,
                pins,
                new LocalDirectoryService(index, options),
                new Disturbed(),
                InstantSource.system());
    }

    @AfterEach
    void closeParts() {
        resources.close();
    }

    /** Runs the next step each time after the roots were listed. */
    private final class Disturbed implements RootNodes {
        @Override
        public Optional<Node> get(PathComponent name) throws CastoreException {
            return roots.get(name);
        }

        @Override
        public SortedMap<PathComponent, Node> list() throws CastoreException {
            SortedMap<PathComponent, Node> listed = roots.list();
            Step step = afterListing.poll();
            if (step != null) {
                step.run();
            }
            return listed;
        }

        @Override
        public long revision() throws CastoreException {
            return roots.revision();
        }
    }

    private void setRoot(String name, Blob blob) throws CastoreException {
        roots.put(name(name), new FileNode(blob.digest(), blob.size(), false));
    }

    private void assertWhole(Blob blob) throws CastoreException {
        assertThat(BlobServiceContract.read(blobs, blob.digest())).isEqualTo(blob.toByteArray());
    }

    /** S35: A root that is set while a collection is under way is as whole after it as one that was there before. */
    @Test
    void aRootThatComesAfterTheMarkingIsMarkedBeforeAnythingIsSwept() throws CastoreException {
        blobs.put(BLOB_A.buffer());
        blobs.put(BLOB_100K.buffer());
        afterListing.add(() -> setRoot("late", BLOB_A));
        afterListing.add(() -> setRoot("later", BLOB_100K));
        GcReport report = garbage.collect(AT_ONCE);
        assertThat(report.roots()).isEqualTo(2);
        assertThat(report.swept().blobs()).isZero();
        assertWhole(BLOB_A);
        assertWhole(BLOB_100K);
    }

    @Test
    void anImportThatBeginsAndEndsAfterTheMarkingLosesNothing() throws CastoreException {
        blobs.put(BLOB_100K.buffer());
        afterListing.add(() -> {
            try (Pin _ = pins.pin()) {
                blobs.put(BLOB_A.buffer());
                blobs.put(BLOB_100K.buffer());
                setRoot("late", BLOB_A);
            }
        });
        assertThat(garbage.collect(AT_ONCE).swept().blobs()).isEqualTo(1);
        assertWhole(BLOB_A);
        assertThat(blobs.open(BLOB_100K.digest())).isEmpty();
    }

    @Test
    void anImportThatBeginsAfterTheMarkingAndGoesOnLosesNothing() throws CastoreException {
        blobs.put(BLOB_100K.buffer());
        afterListing.add(() -> {
            pins.pin();
            blobs.put(BLOB_A.buffer());
            blobs.put(BLOB_100K.buffer());
        });
        GcReport report = garbage.collect(AT_ONCE);
        assertThat(report.waiting().blobs()).isEqualTo(2);
        assertWhole(BLOB_A);
        assertWhole(BLOB_100K);
    }

    @Test
    void rootsThatChangeWithoutEndEndTheCollection() throws CastoreException {
        blobs.put(BLOB_100K.buffer());
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            afterListing.add(() -> setRoot("root " + number, BLOB_A));
        }
        assertThatThrownBy(() -> garbage.collect(AT_ONCE))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("roots change faster");
        assertWhole(BLOB_100K);
    }

    @Test
    void aBlobThatIsWrittenAgainBetweenSentenceAndSweepIsNotSwept() throws CastoreException {
        blobs.put(BLOB_100K.buffer());
        garbage.collect(GcOptions.sparing(GcOptions.DEFAULT_GRACE));
        afterListing.add(() -> setRoot("other", BLOB_A));
        afterListing.add(() -> blobs.put(BLOB_100K.buffer()));
        assertThat(garbage.collect(AT_ONCE).swept().blobs()).isZero();
        assertWhole(BLOB_100K);
    }

    /** S36: A store has one collection at a time; the second is refused. */
    @Test
    void aSecondCollectionIsRefused() throws CastoreException {
        afterListing.add(() -> assertThatThrownBy(() -> garbage.collect(AT_ONCE))
                .isInstanceOf(Unavailable.class)
                .hasMessage("garbage is already being collected in this store"));
        garbage.collect(AT_ONCE);
        assertThat(afterListing).isEmpty();
        garbage.collect(AT_ONCE);
    }

    @Test
    void thePinOfAnotherProcessThatIsDeadIsRemoved() throws Exception {
        blobs.put(BLOB_100K.buffer());
        index.write(transaction -> {
            transaction.put(Table.PINS, "gone".getBytes(US_ASCII), 8, value -> value.putLong(0));
            return true;
        });
        assertThat(garbage.collect(AT_ONCE.dry()).swept().blobs()).isEqualTo(1);
        GcReport report = garbage.collect(AT_ONCE);
        assertThat(report.swept().blobs()).isEqualTo(1);
        assertThat(report.pins()).isZero();
        assertThat(index.read(Pins::holders)).isEmpty();
    }
}
