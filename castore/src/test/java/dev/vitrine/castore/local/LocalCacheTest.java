package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LocalCacheTest extends WithLocalStore {
    private static final int LENGTH = 2_048;

    LocalCacheTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    private List<Digest> putBlobs(int count) throws CastoreException {
        Random random = new Random(1);
        List<Digest> blobs = new ArrayList<>();
        try (BlobBatch batch = blobs().batch()) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[LENGTH];
                random.nextBytes(bytes);
                blobs.add(batch.put(ByteBuffer.wrap(bytes)));
            }
            batch.commit();
        }
        return blobs;
    }

    private int countOf(List<Digest> some) throws CastoreException {
        int count = 0;
        for (Digest blob : some) {
            count += blobs().has(blob) ? 1 : 0;
        }
        return count;
    }

    private static void awaitAnotherMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    /** G85: What was used lately outlives what was not. */
    @Test
    void whatWasUsedLatelyStays() throws Exception {
        List<Digest> blobs = putBlobs(400);
        store().cache().use(blobs, List.of());
        awaitAnotherMillisecond();
        store().cache().use(blobs.subList(100, 200), List.of());
        assertThat(store().cache().evict(200L * LENGTH, _ -> false).bytes()).isBetween(200L * LENGTH, 216L * LENGTH);
        assertThat(countOf(blobs.subList(100, 200))).isBetween(95, 100);
        assertThat(countOf(blobs)).isBetween(184, 200);
    }

    @Test
    void whatIsSparedStays() throws Exception {
        List<Digest> blobs = putBlobs(100);
        store().cache().use(blobs, List.of());
        List<Digest> spared = blobs.subList(0, 10);
        store().cache().evict(1_000L * LENGTH, spared::contains);
        assertThat(countOf(spared)).isEqualTo(10);
        assertThat(countOf(blobs)).isBetween(10, 15);
    }

    @Test
    void whatWasNeverUsedIsNotEvicted() throws Exception {
        List<Digest> blobs = putBlobs(100);
        store().cache().evict(1_000L * LENGTH, _ -> false);
        assertThat(countOf(blobs)).isEqualTo(100);
    }
}
