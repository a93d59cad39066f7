package dev.vitrine.gateway.connection;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;

/** How fast a client takes what is sent to it, while it holds that up. For one thread. */
final class Sending {
    private static final double NANOS = 1e9;

    private boolean held;
    private long since;
    private long sentBefore;

    /** Whether the client held up its answers for a whole idle time and took less of them than the pace asks for. */
    boolean isTooSlow(MeteredEndPoint client, Pace pace, long now) {
        if (!holdsUp(client)) {
            held = false;
            return false;
        }
        if (!held) {
            begin(client, now);
            return false;
        }
        long passed = now - since;
        if (passed < pace.idle().toNanos()) {
            return false;
        }
        boolean slow = client.sent() - sentBefore < pace.sendRate() * (passed / NANOS);
        begin(client, now);
        return slow;
    }

    private void begin(MeteredEndPoint client, long now) {
        held = true;
        since = now;
        sentBefore = client.sent();
    }

    /** By not reading; in HTTP/2 also by giving no leave to send (RFC 9113, 5.2). A slow store is not the client's fault. */
    private static boolean holdsUp(MeteredEndPoint client) {
        return client.isFull()
                || (client.protocol() instanceof HTTP2Connection http2 && givesNoLeave(http2.getSession()));
    }

    private static boolean givesNoLeave(HTTP2Session session) {
        return session.getStreamCount() > 0
                && (session.getSendWindow() <= 0
                        || session.getStreams().stream()
                                .anyMatch(stream ->
                                        stream instanceof HTTP2Stream answer && answer.updateSendWindow(0) <= 0));
    }
}
