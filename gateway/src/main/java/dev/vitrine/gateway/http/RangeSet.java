package dev.vitrine.gateway.http;

import dev.vitrine.gateway.http.Extent.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ranges of one {@code Range} field, held against the size of a file. For one thread.
 *
 * <p>Ranges that overlap, or have fewer bytes between them than the head of a part takes, are sent as one, in the place of the first of
 * them (RFC 9110, 15.3.7.2). So no answer has more bytes than the file and the heads of {@value #MAX_PARTS} parts.
 */
final class RangeSet {
    /** How many ranges a field may have; one with more is ignored. */
    static final int MAX_RANGES = 256;

    /** How many parts an answer may have; a field that asks for more is ignored. */
    static final int MAX_PARTS = 16;

    /** About what the head of a part takes. */
    static final int GAP = 80;

    private static final String UNIT = "bytes=";

    /** More digits than this are more than any size. */
    private static final int MAX_DIGITS = 18;

    private final long size;
    private final List<Part> parts = new ArrayList<>(1);
    private int ranges;
    /** Whether the last bytes of an empty file are asked for: they are there, but no {@code Content-Range} can say so. */
    private boolean lastOfNothing;

    private RangeSet(long size) {
        this.size = size;
    }

    /** Reads the value of a field; empty when it is to be ignored. */
    static Optional<RangeSet> parse(String field, long size) {
        String value = field.strip();
        RangeSet set = new RangeSet(size);
        return value.regionMatches(true, 0, UNIT, 0, UNIT.length()) && set.addAll(value)
                ? Optional.of(set)
                : Optional.empty();
    }

    /** A list may have empty elements (RFC 9110, 5.6.1.2), but not nothing else. */
    private boolean addAll(String value) {
        for (int from = UNIT.length(), to; from <= value.length(); from = to + 1) {
            int comma = value.indexOf(',', from);
            to = comma < 0 ? value.length() : comma;
            String range = value.substring(from, to).strip();
            if (!range.isEmpty() && !(++ranges <= MAX_RANGES && add(range))) {
                return false;
            }
        }
        return ranges > 0;
    }

    private boolean add(String range) {
        int dash = range.indexOf('-');
        if (dash < 0 || !isDigits(range, 0, dash) || !isDigits(range, dash + 1, range.length())) {
            return false;
        }
        boolean open = dash + 1 == range.length();
        if (dash == 0) {
            return !open && addLast(number(range, 1, range.length()));
        }
        return add(number(range, 0, dash), open ? Long.MAX_VALUE : number(range, dash + 1, range.length()));
    }

    private boolean add(long first, long last) {
        if (first < size && first <= last) {
            parts.add(new Part(first, Math.min(last, size - 1), size));
        }
        return first <= last;
    }

    private boolean addLast(long length) {
        if (length > 0 && size > 0) {
            parts.add(new Part(Math.max(0, size - length), size - 1, size));
        }
        lastOfNothing |= length > 0 && size == 0;
        return true;
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long number(String text, int from, int to) {
        int significant = from;
        while (significant < to - 1 && text.charAt(significant) == '0') {
            significant++;
        }
        return to - significant > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(text, significant, to, 10);
    }

    /** What is sent for these ranges. */
    Extent extent() {
        if (parts.isEmpty()) {
            return lastOfNothing ? new Extent.Whole(size) : new Extent.Unsatisfiable(size);
        }
        List<Part> apart = parts.size() == 1 ? parts : coalesced();
        if (apart.size() == 1) {
            return apart.getFirst();
        }
        return apart.size() > MAX_PARTS ? new Extent.Whole(size) : new Extent.Parts(apart);
    }

    /**
     * A part and the place where it was asked for.
     *
     * @param place by which answers are ordered
     */
    private record Asked(Part part, int place) {
        boolean isNear(Asked next) {
            return next.part.first() <= part.last() + 1 + GAP;
        }

        Asked with(Asked next) {
            long last = Math.max(part.last(), next.part.last());
            return new Asked(new Part(part.first(), last, part.size()), Math.min(place, next.place));
        }
    }

    private List<Part> coalesced() {
        List<Asked> inFile = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            inFile.add(new Asked(parts.get(i), i));
        }
        inFile.sort(Comparator.comparingLong(asked -> asked.part().first()));
        List<Asked> apart = new ArrayList<>();
        for (Asked next : inFile) {
            boolean joins = !apart.isEmpty() && apart.getLast().isNear(next);
            apart.add(joins ? apart.removeLast().with(next) : next);
        }
        apart.sort(Comparator.comparingInt(Asked::place));
        return apart.stream().map(Asked::part).toList();
    }
}
