package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** One reader of a large blob, who may read ahead. */
final class PartialBlobReader implements BlobReader {
    private final PartialBlob blob;
    private final boolean readsAhead;
    private final ReadAhead ahead = new ReadAhead();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param blob which counts this as a user */
    PartialBlobReader(PartialBlob blob, boolean readsAhead) {
        this.blob = blob;
        this.readsAhead = readsAhead;
    }

    @Override
    public long size() {
        return blob.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws CastoreException {
        if (closed.get()) {
            throw new IllegalStateException("the blob reader is closed");
        }
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        long more = readsAhead ? ahead.after(position, target.remaining()) : 0;
        return blob.read(position, target, more);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            blob.release();
        }
    }
}
