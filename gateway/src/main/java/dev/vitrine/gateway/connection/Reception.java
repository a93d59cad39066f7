package dev.vitrine.gateway.connection;

import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * How long a client has been sending its present request. Jetty's own timeout begins anew with every byte, so that a client which sends
 * one now and then could go on for ever. For one thread.
 */
final class Reception {
    private static final long NONE = -1;

    private long requests;
    private long since;
    private long restingAt = NONE;

    /** A connection that was opened at that time. */
    Reception(long now) {
        since = now;
    }

    /** Whether the client has been sending one request, or anything else that is no request, for longer than the pace allows. */
    boolean isTooSlow(MeteredEndPoint client, Pace pace, long now) {
        Connection protocol = client.protocol();
        observe(protocol, client.received(), now);
        boolean http2 = protocol instanceof HTTP2Connection && requests > 0;
        return now - since > (http2 ? pace.idle() : pace.receive()).toNanos();
    }

    private void observe(@Nullable Connection protocol, long received, long now) {
        long arrived = protocol == null ? 0 : protocol.getMessagesIn();
        if (arrived != requests) {
            requests = arrived;
            since = now;
            restingAt = NONE;
        } else if (requests > 0 && isResting(protocol, received)) {
            since = now;
        }
    }

    /** Whether nothing of a request is on its way, after the first one. */
    private boolean isResting(@Nullable Connection protocol, long received) {
        return switch (protocol) {
            case HttpConnection http -> !isReceiving(http.getParser(), received);
            case HTTP2Connection http2 -> http2.getSession().getStreamCount() > 0 || isSilent(received);
            case null, default -> true;
        };
    }

    private boolean isReceiving(HttpParser parser, long received) {
        return switch (parser.getState()) {
            case START -> !isSilent(received);
            case END, CLOSE, CLOSED -> false;
            default -> true;
        };
    }

    /** Whether no byte came since the end of the last request was seen. */
    private boolean isSilent(long received) {
        if (restingAt == NONE) {
            restingAt = received;
        }
        return restingAt == received;
    }
}
