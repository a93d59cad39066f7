package dev.vitrine.gateway.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How much of a file a GET asks for (RFC 9110, 14). A {@code Range} that is malformed, in another unit or of several ranges is ignored,
 * as the RFC allows, and so is one whose {@code If-Range} names anything but the current entity tag. A date there never counts: every
 * file has the same, so it proves nothing.
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
    }

    /** A range that begins past the end, or takes the last 0 bytes. */
    record Unsatisfiable(long size) implements Extent {}

    Pattern ONE_RANGE = Pattern.compile("bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", Pattern.CASE_INSENSITIVE);

    /** More digits than this are more than any size. */
    int MAX_DIGITS = 18;

    /** What the header of a GET asks for. */
    static Extent of(HttpFields request, EntityTag tag, long size) {
        List<String> ranges = request.getValuesList(HttpHeader.RANGE);
        List<String> ifRange = request.getValuesList(HttpHeader.IF_RANGE);
        if (ranges.size() != 1 || (!ifRange.isEmpty() && !isExactly(tag, ifRange))) {
            return new Whole(size);
        }
        return parse(ranges.getFirst(), size);
    }

    private static boolean isExactly(EntityTag tag, List<String> ifRange) {
        return ifRange.size() == 1 && ifRange.getFirst().strip().equals(tag.value());
    }

    private static Extent parse(String value, long size) {
        Matcher range = ONE_RANGE.matcher(value.strip());
        if (!range.matches()) {
            return new Whole(size);
        }
        Optional<Long> first = number(range.group(1));
        Optional<Long> last = number(range.group(2));
        if (first.isPresent()) {
            return from(first.get(), last.orElse(Long.MAX_VALUE), size);
        }
        return last.map(length -> suffix(length, size)).orElse(new Whole(size));
    }

    private static Extent from(long first, long last, long size) {
        if (last < first) {
            return new Whole(size);
        }
        return first >= size ? new Unsatisfiable(size) : new Part(first, Math.min(last, size - 1), size);
    }

    private static Extent suffix(long length, long size) {
        if (length == 0) {
            return new Unsatisfiable(size);
        }
        return size == 0 ? new Whole(size) : new Part(Math.max(0, size - length), size - 1, size);
    }

    private static Optional<Long> number(String digits) {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return Optional.of(significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant));
    }
}
