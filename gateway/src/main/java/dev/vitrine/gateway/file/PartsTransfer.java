package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.gateway.http.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies a {@link Multipart} through one buffer. A head shares the buffer with the bytes after it, so that the first bytes of the blob
 * are read before anything is written, and many small parts are one write. For one thread, used once.
 */
final class PartsTransfer {
    /** Where the body goes. */
    @FunctionalInterface
    interface Sink {
        /** Takes what remains in the buffer, which is used again after that. */
        void write(boolean last, ByteBuffer bytes) throws IOException;
    }

    private final BlobReader blob;
    private final ByteBuffer buffer;
    private final Sink sink;

    /** A transfer through that buffer, all of which it uses. */
    PartsTransfer(BlobReader blob, ByteBuffer buffer, Sink sink) {
        this.blob = blob;
        this.buffer = buffer.clear();
        this.sink = sink;
    }

    /** Writes the whole body. Throws whatever stops it before its last byte. */
    void send(Multipart body) throws IOException {
        for (int i = 0; i < body.parts().size(); i++) {
            put(body.heads().get(i));
            put(body.parts().get(i));
        }
        put(body.tail());
        flush(true);
    }

    /** Writes one range alone, without a head. */
    void send(Extent.Part part) throws IOException {
        put(part);
        flush(true);
    }

    private void put(byte[] text) throws IOException {
        for (int from = 0; from < text.length; ) {
            int length = Math.min(text.length - from, room());
            buffer.put(text, from, length);
            from += length;
        }
    }

    private void put(Extent.Part part) throws IOException {
        for (long from = part.first(); from <= part.last(); ) {
            int length = (int) Math.min(part.last() + 1 - from, room());
            ByteBuffer slice = buffer.slice(buffer.position(), length);
            BlobTransfer.fill(blob, from, slice);
            buffer.position(buffer.position() + length);
            from += length;
        }
    }

    /** How much the buffer takes; it is emptied when that would be nothing. */
    private int room() throws IOException {
        if (!buffer.hasRemaining()) {
            flush(false);
        }
        return buffer.remaining();
    }

    private void flush(boolean last) throws IOException {
        sink.write(last, buffer.flip());
        buffer.clear();
    }
}
