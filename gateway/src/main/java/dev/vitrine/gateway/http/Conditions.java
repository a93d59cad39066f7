package dev.vitrine.gateway.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Whether a GET or HEAD goes ahead, by the conditions of its header, in the order of RFC 9110, 13.2.2. */
public enum Conditions {
    MET,
    NOT_MODIFIED,
    FAILED;

    private static final String ANY = "*";

    /**
     * Weighs the conditions of a request against what would be sent.
     *
     * @param tag the entity tag of it, if it has one
     * @param modified when it was changed last, to the second, if that is known; without it the two conditions by date are ignored
     */
    public static Conditions of(HttpFields request, Optional<EntityTag> tag, Optional<Instant> modified) {
        if (!ifMatch(request, tag, modified)) {
            return FAILED;
        }
        return ifNoneMatch(request, tag, modified) ? MET : NOT_MODIFIED;
    }

    private static boolean ifMatch(HttpFields request, Optional<EntityTag> tag, Optional<Instant> modified) {
        List<String> wanted = request.getValuesList(HttpHeader.IF_MATCH);
        if (!wanted.isEmpty()) {
            return isAny(wanted) || tag.filter(t -> t.isAmongStrong(wanted)).isPresent();
        }
        Optional<Instant> since = date(request, HttpHeader.IF_UNMODIFIED_SINCE);
        return since.isEmpty() || modified.isEmpty() || !modified.get().isAfter(since.get());
    }

    private static boolean ifNoneMatch(HttpFields request, Optional<EntityTag> tag, Optional<Instant> modified) {
        List<String> known = request.getValuesList(HttpHeader.IF_NONE_MATCH);
        if (!known.isEmpty()) {
            return !isAny(known) && tag.filter(t -> t.isAmong(known)).isEmpty();
        }
        Optional<Instant> since = date(request, HttpHeader.IF_MODIFIED_SINCE);
        return since.isEmpty() || modified.isEmpty() || modified.get().isAfter(since.get());
    }

    private static boolean isAny(List<String> values) {
        return values.size() == 1 && values.getFirst().strip().equals(ANY);
    }

    /** A date that is no valid one, or stands there twice, is ignored. */
    private static Optional<Instant> date(HttpFields request, HttpHeader header) {
        List<String> values = request.getValuesList(header);
        if (values.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(HttpDateTime.parse(values.getFirst()).toInstant());
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
