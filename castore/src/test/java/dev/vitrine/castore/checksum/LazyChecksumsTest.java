package dev.vitrine.castore.checksum;

import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.FileNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LazyChecksumsTest {
    private static final Checksums OF_A = checksums(
            "b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2",
            "80536c6170dd8626dc081af148d39ec2fd5d090cc578a76647e7903fd34bd02e"
                    + "4333ece57b0e24ff116f43429b6ff541834bd40ef0c8d3563acef5ed0fd254b8");

    private static final Checksums OF_B = checksums(
            "a1b7d5f864bec6d8db9dbb6a4be7a04e616bdb2e725c5090c360e47d1f0a2bc8",
            "687e11e622e6665a6a194cd487483a5f3a4ba6c00fc6917bc1a3d2d76718e0e8"
                    + "5e7b21bf92e2348badcd915793c27fb0fcb32e9190b07591d2c49db9a3359214");

    private static final FileNode A = file(BLOB_A);
    /** Bigger than what is read at once. */
    private static final FileNode B = file(BLOB_B);

    private static final FileNode ANOTHER = file(BLOB_5M);

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final MemoryChecksumService kept = new MemoryChecksumService(100);
    private volatile boolean held;
    private volatile boolean broken;
    private final LazyChecksums checksums = new LazyChecksums(kept, this::open, Duration.ofSeconds(30));

    private static Checksums checksums(String sha256, String sha512) {
        return Checksums.of(HexFormat.of().parseHex(sha256), HexFormat.of().parseHex(sha512));
    }

    private static FileNode file(Blob blob) {
        return new FileNode(blob.digest(), blob.size(), false);
    }

    @AfterEach
    void close() {
        go.countDown();
        checksums.close();
        assertThat(open).hasValue(0);
    }

    private BlobReader open(FileNode file) {
        opened.incrementAndGet();
        open.incrementAndGet();
        ByteBuffer bytes = (file.equals(A) ? BLOB_A : file.equals(B) ? BLOB_B : BLOB_5M).buffer();
        if (broken) {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            bytes = copy.put(copy.limit() - 1, (byte) 77);
        }
        return new Held(new HeapBlobReader(bytes), held && file.equals(B));
    }

    /** A reader that waits for the latch, if it is held. */
    private final class Held implements BlobReader {
        private final BlobReader reader;
        private final boolean held;

        private Held(BlobReader reader, boolean held) {
            this.reader = reader;
            this.held = held;
        }

        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws CastoreException {
            try {
                if (held) {
                    go.await();
                }
            } catch (InterruptedException e) {
                throw CastoreException.Unavailable.because("interrupted", e);
            }
            return reader.read(position, target);
        }

        @Override
        public void close() {
            open.decrementAndGet();
            reader.close();
        }
    }

    private Optional<Checksums> awaitKept(FileNode file) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (kept.get(file.digest()).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return checksums.get(file, Effort.NONE);
    }

    @Test
    void withoutEffortNothingIsRead() throws Exception {
        assertThat(checksums.get(A, Effort.NONE)).isEmpty();
        assertThat(opened).hasValue(0);
    }

    @Test
    void aSmallBlobIsReadAtOnceAndOnce() throws Exception {
        assertThat(checksums.get(A, Effort.CHEAP)).contains(OF_A);
        assertThat(checksums.get(A, Effort.WAIT)).contains(OF_A);
        assertThat(checksums.get(A, Effort.NONE)).contains(OF_A);
        assertThat(opened).hasValue(1);
    }

    @Test
    void aBigBlobIsReadInTheBackground() throws Exception {
        assertThat(checksums.get(B, Effort.CHEAP)).isEmpty();
        assertThat(awaitKept(B)).contains(OF_B);
    }

    @Test
    void whoWaitsGetsThoseOfABigBlob() throws Exception {
        assertThat(checksums.get(B, Effort.WAIT)).contains(OF_B);
        assertThat(opened).hasValue(1);
    }

    @Test
    void manyWhoWaitShareOneReading() throws Exception {
        held = true;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Checksums>>> waiting = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit((Callable<Optional<Checksums>>) () -> checksums.get(B, Effort.WAIT)))
                    .toList();
            assertThat(checksums.get(B, Effort.CHEAP)).isEmpty();
            go.countDown();
            for (Future<Optional<Checksums>> one : waiting) {
                assertThat(one.get()).contains(OF_B);
            }
        }
        assertThat(opened).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void nobodyWaitsBehindTheBackground() throws Exception {
        held = true;
        checksums.get(B, Effort.CHEAP);
        while (open.get() == 0) {
            Thread.onSpinWait();
        }
        checksums.get(ANOTHER, Effort.CHEAP);
        assertThat(checksums.get(ANOTHER, Effort.WAIT)).isPresent();
        assertThat(kept.get(B.digest())).isEmpty();
    }

    @Test
    void waitingHasADeadline() throws Exception {
        held = true;
        try (LazyChecksums hasty = new LazyChecksums(kept, this::open, Duration.ofMillis(20))) {
            assertThat(hasty.get(B, Effort.WAIT)).isEmpty();
            go.countDown();
            assertThat(awaitKept(B)).contains(OF_B);
        }
    }

    @Test
    void bytesThatAreNotThoseOfTheDigestHaveNoChecksums() {
        broken = true;
        for (FileNode file : List.of(A, B)) {
            assertThatExceptionOfType(Corrupt.class)
                    .isThrownBy(() -> checksums.get(file, Effort.WAIT))
                    .withMessageContaining("has wrong bytes");
            assertThat(kept.get(file.digest())).isEmpty();
        }
    }

    @Test
    void aBlobThatIsHealedIsReadAgain() throws Exception {
        broken = true;
        assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> checksums.get(A, Effort.CHEAP));
        broken = false;
        assertThat(checksums.get(A, Effort.CHEAP)).contains(OF_A);
    }

    @Test
    void closingStopsWhatIsUnderWay() throws Exception {
        held = true;
        checksums.get(B, Effort.CHEAP);
        while (open.get() == 0) {
            Thread.onSpinWait();
        }
        Thread.ofVirtual().start(go::countDown);
        checksums.close();
        checksums.close();
        assertThat(checksums.get(B, Effort.WAIT)).isEqualTo(kept.get(B.digest()));
    }
}
