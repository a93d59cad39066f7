package dev.vitrine.gateway.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpDateTime;

/** Dates in a header, in each of the three forms of RFC 9110, 5.6.7. */
final class HttpDate {
    private HttpDate() {}

    /** The date; empty when it is no valid one. */
    static Optional<Instant> parse(String value) {
        try {
            return Optional.of(HttpDateTime.parse(value).toInstant());
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
