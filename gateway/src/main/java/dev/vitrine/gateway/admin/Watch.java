package dev.vitrine.gateway.admin;

import java.util.Optional;
import org.eclipse.jetty.server.RequestLog;

/**
 * Who is told of every request when it has ended. They stay the caller's, and must outlive the gateway.
 *
 * @param log writes a line of it
 */
public record Watch(Optional<AccessLog> log) {
    /** Nobody is told, at no cost. */
    public static final Watch NOBODY = new Watch(Optional.empty());

    /** All of them as Jetty asks for it; empty if that is nobody. */
    public Optional<RequestLog> requestLog() {
        return log.map(l -> l);
    }
}
