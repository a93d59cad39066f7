package dev.vitrine.gateway.admin;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.RequestLog;

/**
 * Who is told of every request when it has ended. Both stay the caller's, and must outlive the gateway.
 *
 * @param log writes a line of it
 * @param metrics count it
 */
public record Watch(Optional<AccessLog> log, Optional<Metrics> metrics) {
    /** Nobody is told, at no cost. */
    public static final Watch NOBODY = new Watch(Optional.empty(), Optional.empty());

    /** All of them as Jetty asks for it; empty if that is nobody. */
    public Optional<RequestLog> requestLog() {
        RequestLog[] all = Stream.of(log.<RequestLog>map(l -> l), metrics.map(Metrics::requests))
                .flatMap(Optional::stream)
                .toArray(RequestLog[]::new);
        return switch (all.length) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(all[0]);
            default -> Optional.of(new RequestLog.Collection(all));
        };
    }
}
