package dev.vitrine.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and its answer, for the one thread that handles it. */
public final class Exchange {
    private static final HttpField NOSNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField REVALIDATE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");

    private final Request request;
    private final Response response;
    private Optional<Tail> tail = Optional.empty();

    private Exchange(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    /** Starts an answer with what stands in every one: no guessing of types, no use of a cached copy without asking. */
    public static Exchange of(Request request, Response response) {
        Exchange exchange = new Exchange(request, response);
        exchange.prepare();
        return exchange;
    }

    public Request request() {
        return request;
    }

    public Response response() {
        return response;
    }

    private void prepare() {
        header().put(NOSNIFF);
        revalidate();
    }

    /** Makes caches ask before they use a copy, as in every answer that says nothing else. */
    public void revalidate() {
        header().put(REVALIDATE);
    }

    /** The path of the target as it came, still percent-encoded. */
    public String rawPath() {
        return request.getHttpURI().getPath();
    }

    public boolean isGetOrHead() {
        return HttpMethod.GET.is(request.getMethod()) || isHead();
    }

    public boolean isHead() {
        return HttpMethod.HEAD.is(request.getMethod());
    }

    public HttpFields asked() {
        return request.getHeaders();
    }

    public HttpFields.Mutable header() {
        return response.getHeaders();
    }

    public void put(HttpHeader header, String value) {
        header().put(header, value);
    }

    public void tag(Optional<EntityTag> tag) {
        tag.ifPresent(t -> put(HttpHeader.ETAG, t.value()));
    }

    public void status(int code) {
        response.setStatus(code);
    }

    /** Answers with a body that is at hand as a whole; a HEAD gets its length alone. */
    public void send(ByteBuffer body) {
        header().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        if (!isHead()) {
            finish(Remainder.of(body));
        }
    }

    /** Writes a part of the body and waits until the buffer can be used again. */
    public void write(boolean last, ByteBuffer part) throws IOException {
        Content.Sink.write(response, last, part);
    }

    /**
     * Sends the header of a body of unknown length, now, so that it is the same for HEAD as for GET. The body goes in chunks even where
     * the end of the connection could end it: a torn one must not look whole. In HTTP/2, which has no such field, Jetty leaves it out.
     */
    public void beginUnknownLength() throws IOException {
        put(HttpHeader.TRANSFER_ENCODING, "chunked");
        write(false, ByteBuffer.allocate(0));
    }

    /** Answers that the client's copy is good. Jetty must not end it, because it would add that the length is 0 (RFC 9110, 8.6). */
    public void notModified() {
        status(304);
        tail = Optional.of(new Tail(Remainder.of(ByteBuffer.allocate(0)), false));
    }

    /** Leaves the rest of the body to be written when the request was handled. Nothing may be written after it. */
    public void finish(Remainder rest) {
        tail = Optional.of(new Tail(rest, true));
    }

    /** Whether what is left to be written is in memory, so that writing it waits for nothing but the client, and no thread for that. */
    boolean completesAtOnce() {
        return tail.isEmpty() || tail.get().rest().isAtHand();
    }

    /**
     * Writes what was left to be written, and completes the callback with how that went. A header alone is written here too: if Jetty 12.1.14
     * does that by itself while the thread that handed the request over is still about to return, it may end the request twice, and the
     * connection hangs (jetty.project #14745, which is mended for answers whose header was sent before).
     */
    public void complete(Callback callback) {
        if (tail.isPresent()) {
            tail.get().write(request, response, callback);
        } else if (response.isCommitted()) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }

    /** Takes back all that was prepared; only before the first byte. */
    public void startOver() {
        tail.ifPresent(left -> left.rest().close());
        tail = Optional.empty();
        response.reset();
        prepare();
    }
}
