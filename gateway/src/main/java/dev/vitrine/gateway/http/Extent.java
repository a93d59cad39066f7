package dev.vitrine.gateway.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How much of a file a GET asks for (RFC 9110, 14). A {@code Range} that is malformed, in another unit, or of too many ranges is
 * ignored, as the RFC allows, and so is one whose {@code If-Range} does not name what would be sent.
 */
public sealed interface Extent {
    /** All of it. */
    record Whole(long size) implements Extent {}

    /**
     * One range.
     *
     * @param first position of the first byte
     * @param last position of the last byte, inclusive
     * @param size of the whole
     */
    record Part(long first, long last, long size) implements Extent {
        public long length() {
            return last - first + 1;
        }

        /** The value of {@code Content-Range}. */
        public String contentRange() {
            return "bytes " + first + "-" + last + "/" + size;
        }
    }

    /** Two ranges or more, apart from each other, in the order in which they were asked for. */
    record Parts(List<Part> parts) implements Extent {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** Nothing but ranges that begin past the end, or take the last 0 bytes. */
    record Unsatisfiable(long size) implements Extent {
        /** The value of {@code Content-Range}. */
        public String contentRange() {
            return "bytes */" + size;
        }
    }

    /**
     * What the header of a GET asks for.
     *
     * @param modified when the file was changed last, where that is known for certain: only then can a date in {@code If-Range} be right
     */
    static Extent of(HttpFields request, EntityTag tag, Optional<Instant> modified, long size) {
        List<String> ranges = request.getValuesList(HttpHeader.RANGE);
        if (ranges.size() != 1 || !isCurrent(request.getValuesList(HttpHeader.IF_RANGE), tag, modified)) {
            return new Whole(size);
        }
        return RangeSet.parse(ranges.getFirst(), size).map(RangeSet::extent).orElseGet(() -> new Whole(size));
    }

    /** RFC 9110, 13.1.5: a tag is compared as a strong one, a date must be exactly that of the file. */
    private static boolean isCurrent(List<String> ifRange, EntityTag tag, Optional<Instant> modified) {
        if (ifRange.isEmpty()) {
            return true;
        }
        String value = ifRange.getFirst().strip();
        return ifRange.size() == 1 && (value.equals(tag.value()) || isExactly(value, modified));
    }

    private static boolean isExactly(String date, Optional<Instant> modified) {
        return modified.isPresent() && HttpDate.parse(date).equals(modified);
    }
}
