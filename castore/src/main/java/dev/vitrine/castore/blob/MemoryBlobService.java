package dev.vitrine.castore.blob;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Room;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Blobs on the heap, for tests and small things: nothing outlives the process. No blob has 2 GiB. Thread-safe. */
public final class MemoryBlobService implements BlobService {
    /** What a blob takes besides its bytes, about. */
    private static final int EACH = 256;

    private final Room room;
    private final Map<Digest, ByteBuffer> blobs = new ConcurrentHashMap<>(Map.of(Digest.EMPTY, ByteBuffer.allocate(0)));

    /** With room for whatever comes. */
    public MemoryBlobService() {
        this(Room.unbounded());
    }

    /** @param room for all blobs, also those that are being written; who finds none left finds the service unavailable */
    public MemoryBlobService(Room room) {
        this.room = room;
    }

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
        public Digest put(ByteBuffer bytes) throws Unavailable {
            long needed = EACH + (long) bytes.remaining();
            room.take(needed);
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            return add(Blake3.digest(copy), copy, needed);
        }

        /** @param taken how much room was taken for it */
        private Digest add(Digest digest, ByteBuffer bytes, long taken) {
            if (blobs.putIfAbsent(digest, bytes) == null) {
                added.updateAndGet(before -> before.plusOne(bytes.remaining()));
            } else {
                room.give(taken);
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

    private final class Writer implements BlobWriter {
        private final Batch batch;
        private final List<ByteBuffer> pieces = new ArrayList<>();
        private final Blake3 hash = new Blake3();
        private @Nullable Digest digest;
        private long size;
        private long taken;
        private boolean ended;

        private Writer(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void write(ByteBuffer more) throws Unavailable {
            checkNotEnded();
            take(EACH + (long) more.remaining());
            ByteBuffer piece = ByteBuffer.allocate(more.remaining()).put(more).flip();
            hash.update(piece.duplicate());
            pieces.add(piece);
            size += piece.remaining();
        }

        private void take(long count) throws Unavailable {
            room.take(count);
            taken += count;
        }

        @Override
        public Digest finish() throws Unavailable {
            if (digest == null) {
                checkNotEnded();
                take(EACH);
                ByteBuffer whole = whole();
                ended = true;
                digest = batch.add(hash.finish(), whole, EACH + size);
                room.give(taken - EACH - size);
                pieces.clear();
            }
            return digest;
        }

        private ByteBuffer whole() throws Unavailable {
            if (size > Integer.MAX_VALUE - Long.BYTES) {
                throw Unavailable.because(
                        "a blob of " + size + " bytes is too long for a store in memory", new IOException("2 GiB"));
            }
            ByteBuffer whole = ByteBuffer.allocate((int) size);
            pieces.forEach(whole::put);
            return whole.flip();
        }

        private void checkNotEnded() {
            if (ended) {
                throw new IllegalStateException("the blob writer is closed");
            }
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                pieces.clear();
                room.give(taken);
            }
        }
    }
}
