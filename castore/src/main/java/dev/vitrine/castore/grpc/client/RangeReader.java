package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;

/** A blob that stays with its server, and of which each read is a call. Nothing is verified here. Thread-safe. */
final class RangeReader implements BlobReader {
    private final RangeCalls calls;
    private final Digest digest;
    private final long size;
    private volatile boolean closed;

    RangeReader(RangeCalls calls, Digest digest, long size) {
        this.calls = calls;
        this.digest = digest;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws CastoreException {
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        if (closed) {
            throw new IllegalStateException("the blob reader is closed");
        }
        int length = (int) Math.min(target.remaining(), Math.max(0, size - position));
        if (length == 0) {
            return 0;
        }
        ByteBuffer part = target.slice(target.position(), length);
        calls.read(digest, position, part);
        target.position(target.position() + part.position());
        return part.position();
    }

    @Override
    public void close() {
        closed = true;
    }
}
