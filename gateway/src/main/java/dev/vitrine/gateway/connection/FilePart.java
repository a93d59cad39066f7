package dev.vitrine.gateway.connection;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes that lie in a file, and how many of them were sent.
 *
 * @param base the position in the file of position 0 of the buffer
 * @param bytes the same bytes; what remains in it is still to be sent
 */
record FilePart(FileChannel file, long base, ByteBuffer bytes) {
    /** Sends as much as the channel takes now; says whether that was all. */
    boolean sendTo(WritableByteChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            long at = base + bytes.position();
            int sent = (int) file.transferTo(at, bytes.remaining(), channel);
            if (sent == 0) {
                if (at >= file.size()) {
                    throw new EOFException("a blob file ended while it was sent");
                }
                return false;
            }
            bytes.position(bytes.position() + sent);
        }
        return true;
    }
}
