package dev.vitrine.castore.blob;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Blobs on the heap, for tests and small things: nothing outlives the process. Thread-safe. */
public final class MemoryBlobService implements BlobService {
    private final Map<Digest, ByteBuffer> blobs = new ConcurrentHashMap<>(Map.of(Digest.EMPTY, ByteBuffer.allocate(0)));

    @Override
    public boolean has(Digest digest) {
        return blobs.containsKey(digest);
    }

    @Override
    public Optional<BlobReader> open(Digest digest) {
        return Optional.ofNullable(blobs.get(digest)).map(HeapBlobReader::new);
    }

    @Override
    public BlobBatch batch() {
        return new Batch();
    }

    /** Every finished blob is visible, and as durable as memory is: there is nothing left to commit. */
    private final class Batch implements BlobBatch {
        private final AtomicReference<Added> added = new AtomicReference<>(Added.NOTHING);

        @Override
        public Digest put(ByteBuffer bytes) {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            Digest digest = Blake3.digest(copy);
            if (blobs.putIfAbsent(digest, copy) == null) {
                added.updateAndGet(before -> before.plusOne(copy.remaining()));
            }
            return digest;
        }

        @Override
        public BlobWriter create() {
            return new Writer(this);
        }

        @Override
        public boolean has(Digest digest) {
            return blobs.containsKey(digest);
        }

        @Override
        public void commit() {}

        @Override
        public Added added() {
            return added.get();
        }

        @Override
        public void close() {}
    }

    private static final class Writer implements BlobWriter {
        private final Batch batch;
        private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable Digest digest;

        private Writer(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void write(ByteBuffer more) {
            byte[] copy = new byte[more.remaining()];
            more.get(copy);
            open().writeBytes(copy);
        }

        @Override
        public Digest finish() {
            if (digest == null) {
                digest = batch.put(ByteBuffer.wrap(open().toByteArray()));
                bytes = null;
            }
            return digest;
        }

        private ByteArrayOutputStream open() {
            if (bytes == null) {
                throw new IllegalStateException("the blob writer is closed");
            }
            return bytes;
        }

        @Override
        public void close() {
            bytes = null;
        }
    }
}
