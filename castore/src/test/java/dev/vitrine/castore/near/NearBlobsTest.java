package dev.vitrine.castore.near;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.DUMMY_DIGEST;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NearBlobsTest extends WithNearStore {
    NearBlobsTest() {
        super(NearOptions.DEFAULTS.withAbsence(Duration.ofMillis(300)));
    }

    private byte[] read(Digest digest) throws CastoreException {
        return BlobServiceContract.read(blobs(), digest);
    }

    private static byte[] read(BlobReader reader, long position, int length) throws CastoreException {
        ByteBuffer target = ByteBuffer.allocate(length);
        reader.read(position, target);
        return Arrays.copyOf(target.array(), target.position());
    }

    private Digest putRandom(int seed, int length) throws CastoreException {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return far.blobs.put(ByteBuffer.wrap(bytes));
    }

    /** G50: A blob is fetched from the far store once, however many want it at the same time. */
    @Test
    void aBlobIsFetchedOnceForAllWhoWantIt() throws Exception {
        far.blobs.put(BLOB_100K.buffer());
        far.millis = 50;
        List<Future<byte[]>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(() -> read(BLOB_100K.digest())));
            }
        }
        for (Future<byte[]> one : all) {
            assertThat(one.get()).isEqualTo(BLOB_100K.toByteArray());
        }
        assertThat(far.blobCalls).hasValue(1);
    }

    /** G51: What was fetched once is served while the far store is down, also after a restart. */
    @Test
    void whatWasFetchedIsServedWhileTheFarStoreIsDown() throws Exception {
        far.blobs.put(HELLOWORLD.buffer());
        far.blobs.put(BLOB_5M.buffer());
        read(HELLOWORLD.digest());
        read(BLOB_5M.digest());
        far.isDown = true;
        assertThat(read(HELLOWORLD.digest())).isEqualTo(HELLOWORLD.toByteArray());
        assertThat(read(BLOB_5M.digest())).isEqualTo(BLOB_5M.toByteArray());
        awaitKept(BLOB_5M.digest());
        reopen();
        assertThat(read(HELLOWORLD.digest())).isEqualTo(HELLOWORLD.toByteArray());
        assertThat(read(BLOB_5M.digest())).isEqualTo(BLOB_5M.toByteArray());
        assertThatThrownBy(() -> read(BLOB_B.digest())).isInstanceOf(Unavailable.class);
    }

    private void awaitKept(Digest digest) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!local().blobs().has(digest)) {
            assertThat(System.nanoTime()).as("time to keep what was fetched").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void whatTheFarStoreLiesAboutIsNeverServedAndNeverKept() throws Exception {
        far.blobs.put(HELLOWORLD.buffer());
        far.blobs.put(BLOB_B.buffer());
        far.lies = true;
        assertThatThrownBy(() -> read(HELLOWORLD.digest())).isInstanceOf(Corrupt.class);
        assertThatThrownBy(() -> read(BLOB_B.digest())).isInstanceOf(Corrupt.class);
        far.lies = false;
        assertThat(read(HELLOWORLD.digest())).isEqualTo(HELLOWORLD.toByteArray());
        assertThat(read(BLOB_B.digest())).isEqualTo(BLOB_B.toByteArray());
    }

    /** G52: What the near store has damaged is fetched again, and never served. */
    @Test
    void whatIsDamagedNearIsFetchedAgain() throws Exception {
        far.blobs.put(BLOB_B.buffer());
        read(BLOB_B.digest());
        reopen();
        damage(BLOB_B.digest());
        assertThat(read(BLOB_B.digest())).isEqualTo(BLOB_B.toByteArray());
        assertThat(far.blobCalls).hasValue(2);
    }

    private void damage(Digest digest) throws IOException {
        try (Stream<Path> files = Files.walk(temporary.resolve("near"))) {
            Path file = files.filter(path -> path.endsWith(digest.hex()))
                    .findFirst()
                    .orElseThrow();
            assertThat(file.toFile().setWritable(true)).isTrue();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes, StandardOpenOption.WRITE);
        }
    }

    /** G53: That something is not there is asked for again after seconds. */
    @Test
    void absenceIsRememberedForAMoment() throws Exception {
        assertThat(blobs().has(DUMMY_DIGEST)).isFalse();
        assertThat(blobs().has(HELLOWORLD.digest())).isFalse();
        assertThat(blobs().open(HELLOWORLD.digest())).isEmpty();
        assertThat(far.blobCalls).hasValue(2);
        far.blobs.put(HELLOWORLD.buffer());
        Thread.sleep(400);
        assertThat(read(HELLOWORLD.digest())).isEqualTo(HELLOWORLD.toByteArray());
    }

    @Test
    void aLargeBlobIsReadAtManyPlacesAtOnceAndEachPartIsFetchedOnce() throws Exception {
        int length = 20_000_003;
        Digest digest = putRandom(7, length);
        byte[] expected = BlobServiceContract.read(far.blobs, digest);
        try (BlobReader reader = blobs().open(digest).orElseThrow();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int seed = 0; seed < 300; seed++) {
                int position = new Random(seed).nextInt(length);
                all.add(threads.submit(() -> Arrays.equals(
                        read(reader, position, 200_000),
                        Arrays.copyOfRange(expected, position, Math.min(length, position + 200_000)))));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
            assertThat(read(reader, 0, length)).isEqualTo(expected);
        }
        assertThat(far.bytesRead).hasValue(length);
    }

    /** G54: Of a large blob no more is fetched than is read, in blocks of 64 KiB, unless it is read from one end to the other. */
    @Test
    void aSeekFetchesNoMoreThanItReads() throws Exception {
        Digest digest = putRandom(8, 50_000_000);
        try (BlobReader reader = blobs().open(digest).orElseThrow()) {
            read(reader, 30_000_000, 4096);
            read(reader, 10_000_000, 4096);
            read(reader, 40_000_000, 4096);
        }
        assertThat(far.bytesRead.get()).isBetween(3L * 4096, 6L * 65_536);
    }

    @Test
    void readingOnFetchesAhead() throws Exception {
        Digest digest = putRandom(9, 50_000_000);
        try (BlobReader reader = blobs().open(digest).orElseThrow()) {
            for (long position = 0; position < 1_000_000; position += 100_000) {
                read(reader, position, 100_000);
            }
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (far.bytesRead.get() < 4_000_000) {
                assertThat(System.nanoTime()).as("time to read ahead").isLessThan(end);
                Thread.sleep(10);
            }
        }
    }

    /** G63: Where there is no room to keep it, what a far store has is handed through. */
    @Test
    void withoutRoomTheFarStoreIsReadAllTheSame() throws Exception {
        reopen(NearOptions.DEFAULTS.withMinUsableBytes(1L << 60));
        Digest large = putRandom(10, 5_000_000);
        byte[] expected = BlobServiceContract.read(far.blobs, large);
        assertThat(read(large)).isEqualTo(expected);
        assertThat(read(putRandom(11, 1_000))).hasSize(1_000);
        assertThat(local().blobs().has(large)).isFalse();
        assertThat(far.bytesRead.get()).isGreaterThanOrEqualTo(5_001_000);
    }

    /** G55: The near store keeps within its bounds: what was not used for longest goes, and nothing that is open. */
    @Test
    void theNearStoreKeepsWithinItsBounds() throws Exception {
        reopen(NearOptions.DEFAULTS.withMaxBytes(5_000_000));
        Digest open = putRandom(0, 500_000);
        try (BlobReader reader = blobs().open(open).orElseThrow()) {
            for (int i = 1; i <= 40; i++) {
                read(putRandom(i, 500_000));
                Thread.sleep(110); // so that there are many commits
            }
            assertThat(read(reader, 0, 500_000)).hasSize(500_000);
            assertThat(local().blobs().has(open)).isTrue();
        }
        reopen();
        assertThat(local().cache().amount().bytes()).isBetween(500_000L, 5_500_000L);
    }

    /** G87: A smaller bound on what is kept holds from the start on, and not only once something comes. */
    @Test
    void aSmallerBoundHoldsFromTheStart() throws Exception {
        for (int i = 0; i < 10; i++) {
            read(putRandom(i, 500_000));
        }
        reopen(NearOptions.DEFAULTS.withMaxBytes(1_000_000));
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (local().cache().amount().bytes() > 1_000_000) {
            assertThat(System.nanoTime()).as("time to evict").isLessThan(end);
            Thread.sleep(10);
        }
        assertThat(near().figures().evictedBytes()).isBetween(4_000_000L, 5_000_000L);
    }

    @Test
    void whatIsFoundAndWhatIsFetchedAreCounted() throws Exception {
        Digest small = putRandom(1, 1_000);
        read(small);
        read(small);
        read(small);
        read(putRandom(2, 500_000));
        reopen();
        assertThat(near().figures().fetched()).isZero();
        read(small);
        assertThat(near().figures().found()).isEqualTo(1);
        read(putRandom(3, 2_000));
        assertThat(near().figures().fetched()).isEqualTo(1);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (near().figures().bytes() != 503_000) {
            assertThat(System.nanoTime()).as("time to keep " + near().figures()).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
