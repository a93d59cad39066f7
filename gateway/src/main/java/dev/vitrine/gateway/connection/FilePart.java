package dev.vitrine.gateway.connection;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Bytes that lie in a file, and how many of them were sent. Not thread-safe. */
final class FilePart {
    private final FileChannel file;
    private final long base;
    private final ByteBuffer bytes;
    private boolean full;

    /**
     * Nothing of it is sent yet.
     *
     * @param base the position in the file of position 0 of the buffer
     * @param bytes the same bytes; what remains in it is still to be sent
     */
    FilePart(FileChannel file, long base, ByteBuffer bytes) {
        this.file = file;
        this.base = base;
        this.bytes = bytes;
    }

    @SuppressWarnings("ReferenceEquality") // the very buffer, and not one with equal bytes
    boolean is(ByteBuffer buffer) {
        return bytes == buffer;
    }

    /**
     * Sends as much as the channel takes now; says whether that was all. A channel that took a part is full, and the next call sends
     * nothing, so that who asks until there is no progress does not follow a reader step by step, in ever smaller pieces.
     *
     * @throws EOFException if the file has become too short
     */
    boolean sendTo(WritableByteChannel channel) throws IOException {
        int wanted = bytes.remaining();
        if (full || wanted == 0) {
            full = false;
            return wanted == 0;
        }
        long at = base + bytes.position();
        int sent = (int) file.transferTo(at, wanted, channel);
        if (sent == 0 && at >= file.size()) {
            throw new EOFException("a blob file ended while it was sent");
        }
        bytes.position(bytes.position() + sent);
        full = 0 < sent && sent < wanted;
        return sent == wanted;
    }
}
