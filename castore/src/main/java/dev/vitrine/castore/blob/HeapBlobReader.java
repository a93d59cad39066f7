package dev.vitrine.castore.blob;

import java.nio.ByteBuffer;

/** A blob whose bytes are at hand as a whole, on the heap or off it. */
public final class HeapBlobReader implements BlobReader {
    private final ByteBuffer bytes;
    private volatile boolean closed;

    /** Reads what remains in the buffer, which is not copied and must not change. */
    public HeapBlobReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().asReadOnlyBuffer();
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (closed) {
            throw new IllegalStateException("the blob reader is closed");
        }
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        if (position >= bytes.limit()) {
            return 0;
        }
        int length = Math.min(target.remaining(), bytes.limit() - (int) position);
        target.put(bytes.slice((int) position, length));
        return length;
    }

    @Override
    public void close() {
        closed = true;
    }
}
