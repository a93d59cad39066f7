package dev.vitrine.gateway.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;

/**
 * A body that is sent while it is made, in flat memory. A torn one never looks whole: it goes in chunks, and to a client of HTTP/1.0,
 * which knows none, with its length, for which it is made twice.
 */
public final class StreamedBody {
    private static final int BUFFER_BYTES = 32 << 10;

    private StreamedBody() {}

    /** What makes the body, equal each time; it may flush but does not close the stream. */
    @FunctionalInterface
    public interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Answers with the body, to HEAD with the same header. The connection must be torn when this throws. */
    public static void send(Source source, Exchange exchange) throws IOException {
        if (knowsChunks(exchange)) {
            exchange.beginUnknownLength();
        } else {
            exchange.header().put(HttpHeader.CONTENT_LENGTH, lengthOf(source));
        }
        if (!exchange.isHead()) {
            write(source, Content.Sink.asOutputStream(exchange.response()));
        }
    }

    private static boolean knowsChunks(Exchange exchange) {
        HttpVersion version = exchange.request().getConnectionMetaData().getHttpVersion();
        return version.getVersion() >= HttpVersion.HTTP_1_1.getVersion();
    }

    private static long lengthOf(Source source) throws IOException {
        Counter counter = new Counter();
        write(source, counter);
        return counter.bytes;
    }

    /** Never closes the stream to the client: that would end a broken body as if it were whole. */
    private static void write(Source source, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        source.writeTo(buffered);
        buffered.flush();
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }
}
