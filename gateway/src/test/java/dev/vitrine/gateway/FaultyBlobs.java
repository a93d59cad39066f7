package dev.vitrine.gateway;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Blobs that can be told to fail. */
final class FaultyBlobs implements BlobService {
    enum Fault {
        NONE,
        MISSING,
        UNREACHABLE,
        SLOW,
        BUG
    }

    /** How the next blob fails to open. */
    volatile Fault fault = Fault.NONE;

    /** Reads from here on fail. */
    volatile long brokenFrom = Long.MAX_VALUE;

    /** Whether such a read comes back short instead of failing. */
    volatile boolean truncated;

    /** Whether the first byte of every blob is another one. */
    volatile boolean garbled;

    /** How many readers are open. */
    final AtomicInteger open = new AtomicInteger();

    private final MemoryBlobService blobs = new MemoryBlobService();

    @Override
    public boolean has(Digest digest) {
        return blobs.has(digest);
    }

    @Override
    public BlobBatch batch() {
        return blobs.batch();
    }

    @Override
    public Optional<BlobReader> open(Digest digest) throws CastoreException {
        return switch (fault) {
            case NONE -> blobs.open(digest).map(Reader::new);
            case MISSING -> Optional.empty();
            case UNREACHABLE -> throw Unavailable.because("the backend is down", new IOException("refused"));
            case SLOW -> throw Unavailable.deadlineExceeded("the backend is slow", new IOException("deadline"));
            case BUG -> throw new IllegalStateException("a bug");
        };
    }

    private final class Reader implements BlobReader {
        private final BlobReader reader;

        private Reader(BlobReader reader) {
            this.reader = reader;
            open.incrementAndGet();
        }

        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws CastoreException {
            if (position + target.remaining() <= brokenFrom) {
                return garble(position, target);
            }
            if (truncated) {
                return 0;
            }
            throw new Corrupt("the blob is broken");
        }

        private int garble(long position, ByteBuffer target) throws CastoreException {
            int first = target.position();
            int length = reader.read(position, target);
            if (garbled && position == 0 && length > 0) {
                target.put(first, (byte) (target.get(first) ^ 1));
            }
            return length;
        }

        @Override
        public void close() {
            open.decrementAndGet();
            reader.close();
        }
    }
}
