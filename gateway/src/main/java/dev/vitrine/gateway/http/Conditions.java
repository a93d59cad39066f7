package dev.vitrine.gateway.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Whether a GET or HEAD goes ahead, by the conditions of its header, in the order of RFC 9110, 13.2.2. {@code If-Range}, the last of them,
 * is {@link Extent}'s.
 */
public enum Conditions {
    MET,
    NOT_MODIFIED,
    FAILED;

    private static final String ANY = "*";

    /**
     * Weighs the conditions of a request against what would be sent.
     *
     * @param tag the entity tag of it, if it has one
     * @param modified when it was changed last, to the second, where that is known for certain; without it the two conditions by date
     *     are ignored (RFC 9110, 13.1.3 and 13.1.4)
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
        return values.size() == 1 ? HttpDate.parse(values.getFirst()) : Optional.empty();
    }
}
