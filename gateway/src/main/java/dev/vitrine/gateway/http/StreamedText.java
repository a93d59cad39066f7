package dev.vitrine.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;

/**
 * A text in UTF-8 that is sent while it is made, in flat memory. A torn one never looks whole: it goes in chunks, and to a client of
 * HTTP/1.0, which knows none, with its length, for which it is made twice.
 */
public final class StreamedText {
    private static final int BUFFER_BYTES = 32 << 10;

    private StreamedText() {}

    /** What makes the text, equal each time; neither flushes nor closes the writer. */
    @FunctionalInterface
    public interface Source {
        void writeTo(Writer out) throws IOException;
    }

    /** Answers with the text, to HEAD with the same header. The connection must be torn when this throws. */
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

    /** Never closes the stream to the client: that would end a broken text as if it were whole. */
    private static void write(Source source, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(new BufferedOutputStream(out, BUFFER_BYTES), UTF_8);
        source.writeTo(text);
        text.flush();
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
