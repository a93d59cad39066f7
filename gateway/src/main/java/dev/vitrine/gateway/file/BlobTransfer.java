package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * Copies blobs to clients through one direct buffer per transfer, so that no byte passes through the heap. The first bytes are read
 * before anything is sent: what fits in one buffer fails whole or not at all. Thread-safe.
 */
public final class BlobTransfer {
    private final ByteBufferPool pool;
    private final int bufferBytes;

    public BlobTransfer(ByteBufferPool pool, int bufferBytes) {
        this.pool = pool;
        this.bufferBytes = bufferBytes;
    }

    /** Sends the bytes of a range as the rest of the answer, which must exist. Throws whatever stops it before its last byte. */
    public void send(BlobReader blob, long first, long length, Exchange exchange) throws IOException {
        if (blob instanceof HotBlob hot) {
            exchange.finish(new HotBody(hot, first, length, sink(exchange)));
            return;
        }
        RetainableByteBuffer.Mutable buffer = pool.acquire((int) Math.min(length, bufferBytes), true);
        try {
            copy(blob, first, length, buffer.getByteBuffer(), exchange);
        } finally {
            buffer.release();
        }
    }

    private static Optional<FileSink> sink(Exchange exchange) {
        EndPoint connection =
                exchange.request().getConnectionMetaData().getConnection().getEndPoint();
        return connection instanceof FileSink sink ? Optional.of(sink) : Optional.empty();
    }

    /** Sends several ranges, likewise. */
    void send(BlobReader blob, Multipart body, Exchange exchange) throws IOException {
        RetainableByteBuffer.Mutable buffer = pool.acquire((int) Math.min(body.length(), bufferBytes), true);
        try {
            new PartsTransfer(blob, buffer.getByteBuffer(), exchange::write).send(body);
        } finally {
            buffer.release();
        }
    }

    private void copy(BlobReader blob, long first, long length, ByteBuffer buffer, Exchange exchange)
            throws IOException {
        long remaining = length;
        do {
            buffer.clear().limit((int) Math.min(remaining, Math.min(buffer.capacity(), bufferBytes)));
            fill(blob, first + length - remaining, buffer);
            remaining -= buffer.flip().remaining();
            exchange.write(remaining == 0, buffer);
        } while (remaining > 0);
    }

    /** Fills the buffer from there on, or throws. */
    static void fill(BlobReader blob, long position, ByteBuffer buffer) throws CastoreException {
        blob.read(position, buffer);
        if (buffer.hasRemaining()) {
            throw new Corrupt("a blob ends before its length of " + blob.size() + " bytes");
        }
    }
}
