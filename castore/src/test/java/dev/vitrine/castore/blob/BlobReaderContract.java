package dev.vitrine.castore.blob;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.model.CastoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every open blob does, a small one and a big one. */
public interface BlobReaderContract {
    /** The service under test: a new one for each test, without blobs. */
    BlobService blobs();

    /** Opens a blob that is written first. */
    private BlobReader opened(Blob blob) throws CastoreException {
        blobs().put(blob.buffer());
        return blobs().open(blob.digest()).orElseThrow();
    }

    private static byte[] read(BlobReader reader, long position, int length) throws CastoreException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int read = reader.read(position, target);
        assertThat(target.position()).isEqualTo(read);
        return Arrays.copyOf(target.array(), read);
    }

    @Test
    default void sizeIsTheLengthInBytes() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                assertThat(reader.size()).isEqualTo(blob.size());
            }
        }
    }

    @Test
    default void aReadInTheMiddleFillsTheBuffer() throws CastoreException {
        try (BlobReader reader = opened(BLOB_B)) {
            byte[] expected = Arrays.copyOfRange(BLOB_B.toByteArray(), 12_345, 12_345 + 100_000);
            assertThat(read(reader, 12_345, 100_000)).isEqualTo(expected);
        }
    }

    @Test
    default void aReadOverTheEndIsShort() throws CastoreException {
        try (BlobReader small = opened(BLOB_A);
                BlobReader big = opened(BLOB_B)) {
            assertThat(read(small, 1, 100)).containsExactly(1);
            assertThat(read(big, BLOB_B.size() - 1, 100)).containsExactly(254);
        }
    }

    @Test
    default void aReadAtTheEndIsEmpty() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                assertThat(read(reader, blob.size(), 100)).isEmpty();
            }
        }
    }

    @Test
    default void aReadPastTheEndIsEmpty() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                assertThat(read(reader, blob.size() + 1L, 100)).isEmpty();
                assertThat(read(reader, Long.MAX_VALUE, 100)).isEmpty();
            }
        }
    }

    @Test
    default void aReadIntoAFullBufferIsEmpty() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                assertThat(read(reader, 0, 0)).isEmpty();
            }
        }
    }

    @Test
    default void aNegativePositionIsAMistake() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                assertThatIllegalArgumentException().isThrownBy(() -> reader.read(-1, ByteBuffer.allocate(1)));
            }
        }
    }

    @Test
    default void aReadTouchesOnlyWhatRemainsInTheBuffer() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                ByteBuffer target =
                        ByteBuffer.wrap(new byte[] {9, 9, 9, 9}).position(1).limit(3);
                assertThat(reader.read(0, target)).isEqualTo(2);
                assertThat(target.position()).isEqualTo(3);
                assertThat(target.array()).containsExactly(9, 0, 1, 9);
            }
        }
    }

    @Test
    default void aReadFillsDirectBuffers() throws CastoreException {
        try (BlobReader reader = opened(BLOB_B)) {
            ByteBuffer target = ByteBuffer.allocateDirect(BLOB_B.size());
            assertThat(reader.read(0, target)).isEqualTo(BLOB_B.size());
            assertThat(target.flip()).isEqualTo(BLOB_B.buffer());
        }
    }

    @Test
    default void aClosedReaderIsNotReadFrom() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            BlobReader reader = opened(blob);
            reader.close();
            assertThatIllegalStateException().isThrownBy(() -> reader.read(0, ByteBuffer.allocate(1)));
        }
    }

    @Test
    default void closingAReaderTwiceIsHarmless() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            BlobReader reader = opened(blob);
            reader.close();
            reader.close();
        }
    }

    @Test
    default void closingOneReaderLeavesTheOthersOpen() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader stays = opened(blob)) {
                opened(blob).close();
                assertThat(read(stays, 0, 2)).containsExactly(0, 1);
            }
        }
    }

    @Test
    default void theBackingFileHoldsExactlyTheBlob() throws IOException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            try (BlobReader reader = opened(blob)) {
                if (reader.backingFile().isPresent()) {
                    assertThat(Files.readAllBytes(reader.backingFile().get())).isEqualTo(blob.toByteArray());
                }
            }
        }
    }

    @Test
    default void oneReaderServesManyThreads() throws Exception {
        byte[] expected = BLOB_B.toByteArray();
        try (BlobReader reader = opened(BLOB_B);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(seed -> () -> readsRight(reader, expected, new Random(seed)))
                    .toList();
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
        }
    }

    private static boolean readsRight(BlobReader reader, byte[] expected, Random random) throws CastoreException {
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(expected.length);
            int to = Math.min(expected.length, from + random.nextInt(20_000));
            if (!Arrays.equals(read(reader, from, to - from), Arrays.copyOfRange(expected, from, to))) {
                return false;
            }
        }
        return true;
    }
}
