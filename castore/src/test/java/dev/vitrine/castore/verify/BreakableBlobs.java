package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Blobs in memory, each of which can be made to come out otherwise than it went in. Counts the blobs that are opened. */
final class BreakableBlobs implements BlobService {
    /** How a broken blob is opened. */
    interface Opening {
        Optional<BlobReader> open() throws CastoreException;
    }

    final AtomicInteger opened = new AtomicInteger();
    private final MemoryBlobService blobs = new MemoryBlobService();
    private final Map<Digest, Opening> broken = new ConcurrentHashMap<>();

    void breakBlob(Digest digest, Opening opening) {
        broken.put(digest, opening);
    }

    void mend(Digest digest) {
        broken.remove(digest);
    }

    void replace(Digest digest, byte[] bytes) {
        breakBlob(digest, () -> Optional.of(new HeapBlobReader(ByteBuffer.wrap(bytes))));
    }

    @Override
    public Optional<BlobReader> open(Digest digest) throws CastoreException {
        opened.incrementAndGet();
        Opening opening = broken.get(digest);
        return opening == null ? blobs.open(digest) : opening.open();
    }

    @Override
    public boolean has(Digest digest) {
        return blobs.has(digest);
    }

    @Override
    public BlobBatch batch() {
        return blobs.batch();
    }
}
