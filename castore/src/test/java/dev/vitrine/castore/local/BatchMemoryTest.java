package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Standstill;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.model.CastoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BatchMemoryTest {
    private static final int BATCH = 1 << 20;
    private static final int BLOB = 10_000;
    private static final int BLOBS = 1_000;

    @TempDir
    private Path temp;

    private final Resources resources = new Resources();
    private Index index;
    private BlobBatch batch;

    @BeforeEach
    void open() throws IOException {
        StoreDirectory directory = new StoreDirectory(temp);
        Files.createDirectories(directory.index());
        index = Index.open(directory, LocalStoreOptions.DEFAULTS.mapSize());
        resources.add(index::close);
        StoreLock lock = StoreLock.shared(directory);
        resources.add(lock::close);
        FileSystemSync sync = FileSystemSync.of(temp);
        resources.add(sync::close);
        Scratch scratch = Scratch.in(directory.tmp());
        resources.add(scratch::close);
        batch = new LocalBlobBatch(
                new BlobLedger(index, new BlobFiles(directory.blobs(), sync), lock.gate(directory.failures())),
                scratch,
                directory.failures(),
                LocalStoreOptions.DEFAULTS.withBatchBytes(BATCH));
    }

    @AfterEach
    void close() {
        batch.close();
        resources.close();
    }

    /** S27: While the disk does not keep up, no more small blobs wait in memory than two batches of them. */
    @Test
    void writersWaitForASlowDisk() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> keepBusy(disk));
        AtomicInteger put = new AtomicInteger();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> putMany(put));
        Standstill.await(put);
        assertThat(writer).isNotDone();
        assertThat(put.get() * BLOB).isBetween(BATCH, 2 * BATCH + BLOB);
        disk.countDown();
        writer.get(20, TimeUnit.SECONDS);
        busy.get(20, TimeUnit.SECONDS);
        assertThat(put).hasValue(BLOBS);
    }

    private void keepBusy(CountDownLatch until) {
        try {
            index.write(_ -> awaited(until));
        } catch (CastoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void putMany(AtomicInteger put) {
        try {
            for (int i = 0; i < BLOBS; i++) {
                batch.put(ByteBuffer.allocate(BLOB).putInt(0, i));
                put.incrementAndGet();
            }
        } catch (CastoreException e) {
            throw new UncheckedIOException(e);
        }
    }
}
