package dev.vitrine.gateway.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** Since when each request of an HTTP/2 connection has had a body that is not yet there. For one thread. */
final class Uploads {
    private final Map<Integer, Long> since = new HashMap<>();

    /** Resets the streams whose requests take longer to arrive than the pace allows. */
    void end(MeteredEndPoint client, Pace pace, long now) {
        if (client.protocol() instanceof HTTP2Connection http2) {
            Set<Stream> open = http2.getSession().getStreams().stream()
                    .filter(stream -> !stream.isRemotelyClosed())
                    .collect(Collectors.toSet());
            since.keySet().retainAll(open.stream().map(Stream::getId).toList());
            open.stream()
                    .filter(stream -> now - since.computeIfAbsent(stream.getId(), id -> now)
                            > pace.receive().toNanos())
                    .forEach(Uploads::reset);
        }
    }

    private static void reset(Stream stream) {
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }
}
