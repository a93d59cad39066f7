package dev.vitrine.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The body of every error: the status in plain text, and nothing of the request. No error is kept by a cache without asking, since what
 * went wrong may be right the next time. Also for the errors that Jetty finds by itself.
 */
public final class ErrorAnswer implements Request.Handler {
    private static final String TYPE = "text/plain;charset=utf-8";

    public static void send(HttpStatus status, Exchange exchange) {
        send(status.code(), status.code() + " " + status.words(), exchange);
    }

    /** Answers outside the edge, and completes the callback. */
    public static void send(HttpStatus status, Exchange exchange, Callback callback) {
        send(status, exchange);
        exchange.complete(callback);
    }

    private static void send(int code, String line, Exchange exchange) {
        exchange.status(code);
        exchange.revalidate();
        exchange.put(HttpHeader.CONTENT_TYPE, TYPE);
        exchange.send(ByteBuffer.wrap((line + "\n").getBytes(US_ASCII)));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int code = response.getStatus();
        Exchange exchange = Exchange.of(request, response);
        send(code, code + " " + org.eclipse.jetty.http.HttpStatus.getMessage(code), exchange);
        exchange.complete(callback);
        return true;
    }
}
