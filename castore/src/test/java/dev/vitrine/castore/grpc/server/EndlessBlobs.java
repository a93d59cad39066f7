package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Blobs of a TiB of zeros each, whatever the digest, that tell how much of them was read and which are open. Others hold what is put. */
final class EndlessBlobs implements BlobService {
    private static final long SIZE = 1L << 40;

    private final BlobService written;
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();

    EndlessBlobs(BlobService written) {
        this.written = written;
    }

    @Override
    public boolean has(Digest digest) {
        return true;
    }

    @Override
    public Optional<BlobReader> open(Digest digest) {
        open.incrementAndGet();
        return Optional.of(new Endless());
    }

    @Override
    public BlobBatch batch() throws CastoreException {
        return written.batch();
    }

    private final class Endless implements BlobReader {
        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            reads.incrementAndGet();
            int length = target.remaining();
            target.position(target.limit());
            return length;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
