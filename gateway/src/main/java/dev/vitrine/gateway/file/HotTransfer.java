package dev.vitrine.gateway.file;

import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/**
 * Sends bytes that are at hand. Short ones go from memory together with the header; longer ones the kernel takes from their file where
 * the connection can do that, so that they never pass through this process.
 */
final class HotTransfer {
    /** Up to this many bytes, one copy in one system call is cheaper than sendfile(2): bench/README.md. */
    static final int COPIED = 256 << 10;

    /** No buffer is longer than 2^31-1 bytes. */
    private static final long LONGEST_PART = 1 << 30;

    private HotTransfer() {}

    /** Sends these bytes as the rest of the answer; the last of them are still to be written when this returns. */
    static void send(HotBlob blob, long first, long length, Exchange exchange) throws IOException {
        long position = first;
        for (; first + length - position > LONGEST_PART; position += LONGEST_PART) {
            exchange.write(false, part(blob, position, LONGEST_PART, exchange));
        }
        long rest = first + length - position;
        blob.retain();
        boolean atOnce = rest <= COPIED && blob.isResident(position, rest);
        exchange.finish(part(blob, position, rest, exchange), atOnce, blob::close);
    }

    private static ByteBuffer part(HotBlob blob, long position, long length, Exchange exchange) {
        ByteBuffer bytes = blob.slice(position, length);
        if (length > COPIED && endPoint(exchange) instanceof FileSink sink) {
            blob.file().ifPresent(file -> sink.nextIsFrom(file, position, bytes));
        }
        return bytes;
    }

    private static EndPoint endPoint(Exchange exchange) {
        return exchange.request().getConnectionMetaData().getConnection().getEndPoint();
    }
}
