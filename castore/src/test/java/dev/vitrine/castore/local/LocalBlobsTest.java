package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_64K;
import static dev.vitrine.castore.Fixtures.BLOB_64K_AND_1;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the local blobs do beyond their contract: where they lie on disk, and what interrupts do to them. */
final class LocalBlobsTest extends WithLocalStore {
    LocalBlobsTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    private List<Path> files(String below) throws IOException {
        try (Stream<Path> found = Files.walk(path().resolve(below))) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    /** S8: A blob of up to 64 KiB lies in the index; a longer one is a file blobs/ab/cd/HEX that nobody may write. */
    @Test
    void longBlobsAreReadOnlyFiles() throws IOException {
        for (Blob blob : List.of(BLOB_A, BLOB_64K, BLOB_64K_AND_1)) {
            blobs().put(blob.buffer());
        }
        Path file = path().resolve("blobs/bb/f9/bbf9db08a2540dced77b90cc4e07a8eb10c8dfc566f988766b896dac4a2656ef");
        assertThat(files("blobs")).containsExactlyInAnyOrder(file, Path.of(file + ".obao4"));
        assertThat(Files.readAllBytes(file)).isEqualTo(BLOB_64K_AND_1.toByteArray());
        assertThat(Files.getPosixFilePermissions(file))
                .contains(PosixFilePermission.OWNER_READ)
                .doesNotContain(
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_WRITE,
                        PosixFilePermission.OTHERS_WRITE);
    }

    @Test
    void zerosThatAreNotWrittenAreThere() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Digest digest = Digest.parse("488de202f73bd976de4e7048f4e1f39a776d86d582b7348ff53bf432b987fca8");
        assertThat(blobs().put(ByteBuffer.wrap(zeros))).isEqualTo(digest);
        Path file = files("blobs").stream()
                .filter(each -> each.endsWith(digest.hex()))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllBytes(file)).isEqualTo(zeros);
        assertThat(Command.run("stat", "-c", "%b", file.toString()).strip()).hasSizeLessThan(3);
    }

    @Test
    void aLongBlobHasABackingFile() throws IOException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            reader.verify();
            assertThat(reader.backingFile().orElseThrow()).hasBinaryContent(BLOB_B.toByteArray());
        }
    }

    @Test
    void blobsComeBackAfterTheStoreWasOpenedAgain() throws IOException {
        for (Blob blob : List.of(BLOB_A, BLOB_100K)) {
            blobs().put(blob.buffer());
        }
        reopen();
        for (Blob blob : List.of(BLOB_A, BLOB_100K)) {
            assertThat(BlobServiceContract.read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    /** S9: What a batch still holds when it is closed uncommitted is dropped. */
    @Test
    void aBatchThatIsClosedUncommittedLeavesNothing() throws IOException {
        try (BlobBatch batch = blobs().batch()) {
            batch.put(BLOB_A.buffer());
            batch.put(BLOB_B.buffer());
        }
        assertThat(blobs().has(BLOB_A.digest())).isFalse();
        assertThat(blobs().has(BLOB_B.digest())).isFalse();
        assertThat(files("blobs")).isEmpty();
        assertThat(files("tmp")).extracting(Path::getFileName).containsExactly(Path.of("owner"));
    }

    @Test
    void anUnfinishedLongBlobLeavesNoFile() throws IOException {
        try (BlobBatch batch = blobs().batch();
                BlobWriter writer = batch.create()) {
            writer.write(BLOB_B.buffer());
            assertThat(files("tmp")).hasSize(2);
        }
        assertThat(files("tmp")).hasSize(1);
    }

    /** S10: A blob that the store has is not written again. */
    @Test
    void aKnownBlobIsNotWrittenAgain() throws IOException {
        blobs().put(BLOB_A.buffer());
        blobs().put(BLOB_B.buffer());
        Path file = files("blobs").stream()
                .filter(path -> !path.toString().endsWith(".obao4"))
                .findFirst()
                .orElseThrow();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        FileTime index = Files.getLastModifiedTime(path().resolve("index/data.mdb"));
        blobs().put(BLOB_A.buffer());
        blobs().put(BLOB_B.buffer());
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1_000));
        assertThat(Files.getLastModifiedTime(path().resolve("index/data.mdb"))).isEqualTo(index);
        assertThat(files("tmp")).hasSize(1);
    }

    @Test
    void aBatchThatIsFullStoresItself() throws Exception {
        int tooMany = LocalStoreOptions.DEFAULTS.batchBytes() / 60_000 + 1;
        try (BlobBatch batch = blobs().batch()) {
            var first = batch.put(ByteBuffer.allocate(60_000).putInt(0, 1));
            assertThat(blobs().has(first)).isFalse();
            for (int i = 2; i <= tooMany; i++) {
                batch.put(ByteBuffer.allocate(60_000).putInt(0, i));
            }
            awaitStored(first);
        }
    }

    /** In the background, while the next are collected. */
    private void awaitStored(Digest digest) throws Exception {
        for (long end = System.nanoTime() + 30_000_000_000L; !blobs().has(digest); ) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptedThreadReadsAndStaysInterrupted() throws CastoreException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            Thread.currentThread().interrupt();
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(reader.read(0, target)).isEqualTo(10);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(reader.read(0, target.clear())).isEqualTo(10);
        }
    }

    @Test
    void interruptsDuringReadsCostNobodyTheBlob() throws Exception {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            Thread impatient = Thread.ofPlatform().start(() -> readUntilInterruptedOften(reader));
            for (int i = 0; i < 1_000; i++) {
                impatient.interrupt();
                ByteBuffer all = ByteBuffer.allocate(BLOB_B.size());
                assertThat(reader.read(0, all)).isEqualTo(BLOB_B.size());
                assertThat(all.array()).isEqualTo(BLOB_B.toByteArray());
            }
            assertThat(impatient.join(Duration.ofSeconds(30))).isTrue();
        }
    }

    private static void readUntilInterruptedOften(BlobReader reader) {
        ByteBuffer all = ByteBuffer.allocate(BLOB_B.size());
        for (int seen = 0; seen < 100; ) {
            try {
                reader.read(0, all.clear());
            } catch (CastoreException e) {
                throw new AssertionError(e);
            }
            if (Thread.interrupted()) {
                seen++;
            }
        }
    }
}
