package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.http.LongListings;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.gateway.path.RequestPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;

/** Answers PROPFIND (RFC 4918, 9.1). Thread-safe. */
public final class PropfindAnswer {
    private static final String XML_TYPE = "application/xml;charset=utf-8";
    private static final String EXPLORER = "Microsoft-WebDAV-MiniRedir/";
    private static final byte[] FINITE_DEPTH = (Xml.DECLARATION + "<D:error xmlns:D=\"" + Property.DAV
                    + "\"><D:propfind-finite-depth/></D:error>")
            .getBytes(US_ASCII);

    private final int bodyBytes;
    private final Milton milton;

    /**
     * Answers within these bounds.
     *
     * @param bodyBytes the longest body of a request that is read; a longer one is refused
     */
    public PropfindAnswer(LongListings bound, int bodyBytes) {
        this.bodyBytes = bodyBytes;
        this.milton = new Milton(bound);
    }

    /** How far below its subject a request may ask. */
    private enum Depth {
        ZERO,
        ONE
    }

    /** Where a request leads to. */
    @FunctionalInterface
    public interface Way {
        Place to(RequestPath path) throws IOException;
    }

    /**
     * Answers with the properties of an entry, and of its children if they are asked for.
     *
     * @param way from the path of the request to a place; only asked when the rest of the request can be answered
     * @throws IOException also after a part of the answer was sent; the connection must then be torn
     */
    public void send(Way way, Exchange exchange) throws IOException {
        Optional<Depth> depth = depth(exchange);
        if (depth.isEmpty()) {
            refuseDepth(exchange);
            return;
        }
        Optional<byte[]> body = body(exchange);
        if (body.isEmpty()) {
            ErrorAnswer.send(HttpStatus.CONTENT_TOO_LARGE, exchange);
            return;
        }
        milton.process(subject(way, depth.get(), exchange), body.get(), exchange);
    }

    /** Absent means infinity (RFC 4918, 9.1), which is refused like anything but 0 and 1. */
    private static Optional<Depth> depth(Exchange exchange) {
        List<String> values = exchange.asked().getValuesList("Depth");
        return switch (values.size() == 1 ? values.getFirst() : "") {
            case "0" -> Optional.of(Depth.ZERO);
            case "1" -> Optional.of(Depth.ONE);
            default -> Optional.empty();
        };
    }

    private static void refuseDepth(Exchange exchange) throws IOException {
        exchange.status(HttpStatus.FORBIDDEN.code());
        exchange.put(HttpHeader.CONTENT_TYPE, XML_TYPE);
        exchange.send(ByteBuffer.wrap(FINITE_DEPTH));
    }

    /** The body; empty if it is too long. */
    private Optional<byte[]> body(Exchange exchange) throws IOException {
        if (exchange.request().getLength() > bodyBytes) {
            return Optional.empty();
        }
        InputStream in = Content.Source.asInputStream(exchange.request());
        byte[] body = in.readNBytes(bodyBytes + 1);
        return body.length > bodyBytes ? Optional.empty() : Optional.of(body);
    }

    private static Subject subject(Way way, Depth depth, Exchange exchange) throws IOException {
        String raw = exchange.request().getHttpURI().getPath();
        RequestPath path = RequestPath.parse(raw);
        Place place = way.to(path);
        if (path.slash() && place.entry() instanceof Entry.File) {
            throw new NotFound("a file is no directory");
        }
        return new Subject(place, path, raw, depth == Depth.ONE, isExplorer(exchange));
    }

    private static boolean isExplorer(Exchange exchange) {
        String agent = exchange.asked().get(HttpHeader.USER_AGENT);
        return agent != null && agent.startsWith(EXPLORER);
    }
}
