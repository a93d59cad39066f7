package dev.vitrine.castore.blob;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_64K;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every batch of blobs, and every writer of one, does. */
public interface BlobBatchContract {
    /** The service under test: a new one for each test, without blobs. */
    BlobService blobs();

    private static Digest write(BlobBatch batch, Blob blob, int piece) throws CastoreException {
        try (BlobWriter writer = batch.create()) {
            ByteBuffer rest = blob.buffer();
            while (rest.hasRemaining()) {
                ByteBuffer next = rest.slice(rest.position(), Math.min(piece, rest.remaining()));
                rest.position(rest.position() + next.remaining());
                writer.write(next);
                assertThat(next.hasRemaining()).isFalse();
            }
            return writer.finish();
        }
    }

    @Test
    default void aBatchMakesAllItsBlobsVisible() throws CastoreException {
        List<Blob> all = List.of(HELLOWORLD, BLOB_A, BLOB_B, BLOB_64K, BLOB_100K);
        try (BlobBatch batch = blobs().batch()) {
            for (Blob blob : all) {
                assertThat(batch.put(blob.buffer())).isEqualTo(blob.digest());
            }
            batch.commit();
        }
        for (Blob blob : all) {
            assertThat(BlobServiceContract.read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    @Test
    default void aBatchSaysWhatTheStoreDidNotHave() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        BlobBatch batch = blobs().batch();
        try (batch) {
            assertThat(batch.added()).isEqualTo(Added.NOTHING);
            batch.put(BLOB_A.buffer());
            assertThat(batch.added()).isEqualTo(Added.NOTHING);
            batch.put(HELLOWORLD.buffer());
            batch.put(HELLOWORLD.buffer());
            write(batch, BLOB_100K, 9_973);
            write(batch, BLOB_100K, 9_973);
            batch.commit();
            write(batch, BLOB_100K, 9_973);
        }
        assertThat(batch.added()).isEqualTo(new Added(2, 100_012));
    }

    @Test
    default void aWriterTakesABlobInPieces() throws CastoreException {
        for (Blob blob : List.of(HELLOWORLD, BLOB_64K, BLOB_100K, BLOB_5M)) {
            try (BlobBatch batch = blobs().batch()) {
                assertThat(write(batch, blob, 9_973)).isEqualTo(blob.digest());
                batch.commit();
            }
            assertThat(BlobServiceContract.read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    @Test
    default void aWriterTakesABlobByteByByte() throws CastoreException {
        try (BlobBatch batch = blobs().batch()) {
            assertThat(write(batch, HELLOWORLD, 1)).isEqualTo(HELLOWORLD.digest());
            batch.commit();
        }
        assertThat(BlobServiceContract.read(blobs(), HELLOWORLD.digest())).isEqualTo(HELLOWORLD.toByteArray());
    }

    @Test
    default void aWriterOfNothingWritesTheEmptyBlob() throws CastoreException {
        try (BlobBatch batch = blobs().batch();
                BlobWriter writer = batch.create()) {
            assertThat(writer.finish()).isEqualTo(Digest.EMPTY);
            batch.commit();
        }
    }

    /** S2: A blob that is not finished leaves nothing behind. */
    @Test
    default void anUnfinishedBlobLeavesNothing() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobBatch batch = blobs().batch()) {
                try (BlobWriter writer = batch.create()) {
                    writer.write(blob.buffer());
                }
                batch.commit();
            }
            assertThat(blobs().has(blob.digest())).isFalse();
        }
    }

    @Test
    default void finishingTwiceGivesTheSameDigest() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobBatch batch = blobs().batch();
                    BlobWriter writer = batch.create()) {
                writer.write(blob.buffer());
                assertThat(writer.finish()).isEqualTo(blob.digest());
                assertThat(writer.finish()).isEqualTo(blob.digest());
                batch.commit();
            }
            assertThat(blobs().has(blob.digest())).isTrue();
        }
    }

    @Test
    default void aFinishedBlobTakesNoMore() throws CastoreException {
        try (BlobBatch batch = blobs().batch();
                BlobWriter writer = batch.create()) {
            writer.finish();
            assertThatIllegalStateException().isThrownBy(() -> writer.write(BLOB_A.buffer()));
        }
    }

    @Test
    default void aClosedWriterTakesNoMore() throws CastoreException {
        try (BlobBatch batch = blobs().batch()) {
            BlobWriter writer = batch.create();
            writer.close();
            assertThatIllegalStateException().isThrownBy(() -> writer.write(BLOB_A.buffer()));
        }
    }

    @Test
    default void aClosedWriterDoesNotFinish() throws CastoreException {
        try (BlobBatch batch = blobs().batch()) {
            BlobWriter writer = batch.create();
            writer.close();
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }
    }

    @Test
    default void closingAFinishedWriterKeepsItsBlob() throws CastoreException {
        try (BlobBatch batch = blobs().batch()) {
            BlobWriter writer = batch.create();
            writer.write(BLOB_B.buffer());
            writer.finish();
            writer.close();
            writer.close();
            batch.commit();
        }
        assertThat(BlobServiceContract.read(blobs(), BLOB_B.digest())).isEqualTo(BLOB_B.toByteArray());
    }

    @Test
    default void oneBlobTwiceInABatchIsOneBlob() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobBatch batch = blobs().batch()) {
                assertThat(batch.put(blob.buffer())).isEqualTo(blob.digest());
                assertThat(write(batch, blob, 4_096)).isEqualTo(blob.digest());
                batch.commit();
            }
            assertThat(BlobServiceContract.read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    @Test
    default void aBatchGoesOnAfterACommit() throws CastoreException {
        try (BlobBatch batch = blobs().batch()) {
            batch.put(BLOB_A.buffer());
            batch.commit();
            assertThat(blobs().has(BLOB_A.digest())).isTrue();
            batch.put(BLOB_B.buffer());
            batch.commit();
        }
        assertThat(blobs().has(BLOB_B.digest())).isTrue();
    }

    @Test
    default void aBlobThatIsOpenAcrossACommitIsInTheNext() throws CastoreException {
        try (BlobBatch batch = blobs().batch();
                BlobWriter writer = batch.create()) {
            writer.write(BLOB_B.buffer());
            batch.commit();
            writer.finish();
            batch.commit();
        }
        assertThat(BlobServiceContract.read(blobs(), BLOB_B.digest())).isEqualTo(BLOB_B.toByteArray());
    }

    @Test
    default void anEmptyBatchCommits() throws CastoreException {
        try (BlobBatch batch = blobs().batch()) {
            batch.commit();
        }
        assertThat(blobs().has(BLOB_A.digest())).isFalse();
    }

    @Test
    default void closingABatchTwiceIsHarmless() throws CastoreException {
        BlobBatch batch = blobs().batch();
        batch.put(BLOB_A.buffer());
        batch.commit();
        batch.close();
        batch.close();
        assertThat(blobs().has(BLOB_A.digest())).isTrue();
    }

    @Test
    default void severalThreadsShareABatch() throws Exception {
        int threadCount = 6;
        int blobsEach = 60;
        try (BlobBatch batch = blobs().batch();
                ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            List<Callable<Boolean>> tasks = IntStream.range(0, threadCount)
                    .<Callable<Boolean>>mapToObj(thread -> () -> putMany(batch, thread, blobsEach))
                    .toList();
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
            batch.commit();
        }
        for (int i = 0; i < threadCount * blobsEach; i++) {
            Digest digest = blobs().put(numbered(i));
            assertThat(BlobServiceContract.read(blobs(), digest))
                    .isEqualTo(numbered(i).array());
        }
        assertThat(blobs().has(BLOB_100K.digest())).isTrue();
    }

    /** Blobs of its own, and one that every thread writes. */
    private static boolean putMany(BlobBatch batch, int thread, int count) throws CastoreException {
        for (int i = 0; i < count; i++) {
            batch.put(numbered(thread * count + i));
            if (i % 10 == 0) {
                batch.commit();
                write(batch, BLOB_100K, 30_000);
            }
        }
        return true;
    }

    private static ByteBuffer numbered(int number) {
        return ByteBuffer.allocate(200).putInt(0, number);
    }
}
