package dev.vitrine.castore.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The patterns of one ignore file, or of the command line, in the syntax of gitignore(5) and with its meaning: of several that stand for
 * a path the last counts. All is bytes, as in git. Immutable.
 */
public final class Patterns {
    /** No patterns. */
    public static final Patterns NONE = new Patterns(List.of());

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final List<Pattern> patterns;

    private Patterns(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Reads the lines of a file.
     *
     * @throws PatternException for a pattern that could stand for nothing, such as one with a bracket that is not closed; it names the line
     */
    public static Patterns parse(byte[] text) throws PatternException {
        List<Pattern> patterns = new ArrayList<>();
        int line = 1;
        int from = startsWithMark(text) ? BYTE_ORDER_MARK.length : 0;
        while (from < text.length) {
            int to = endOfLine(text, from);
            add(Arrays.copyOfRange(text, from, withoutReturn(text, from, to)), line, patterns);
            from = to + 1;
            line++;
        }
        return new Patterns(List.copyOf(patterns));
    }

    private static void add(byte[] line, int number, List<Pattern> patterns) throws PatternException {
        try {
            Pattern.parse(line).ifPresent(patterns::add);
        } catch (PatternException e) {
            throw new PatternException("line " + number + ": " + e.getMessage());
        }
    }

    private static boolean startsWithMark(byte[] text) {
        return text.length >= 3 && Arrays.equals(text, 0, 3, BYTE_ORDER_MARK, 0, 3);
    }

    private static int endOfLine(byte[] text, int from) {
        int to = from;
        while (to < text.length && text[to] != '\n') {
            to++;
        }
        return to;
    }

    /** The carriage return of a line that ends with both. */
    private static int withoutReturn(byte[] text, int from, int to) {
        return to < text.length && to > from && text[to - 1] == '\r' ? to - 1 : to;
    }

    /** Patterns that stand alone, each as it would stand on a line. */
    public static Patterns of(List<byte[]> lines) throws PatternException {
        List<Pattern> patterns = new ArrayList<>();
        for (byte[] line : lines) {
            Pattern.parse(line).ifPresent(patterns::add);
        }
        return new Patterns(List.copyOf(patterns));
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * What they say of a path, if nothing above it is excluded.
     *
     * @param path names with slashes between them, from the directory that the patterns are about
     */
    public Verdict judge(byte[] path, boolean isDirectory) {
        int name = nameOf(path);
        for (Pattern pattern : patterns.reversed()) {
            if (pattern.matches(path, name, isDirectory)) {
                return pattern.isNegated() ? Verdict.INCLUDED : Verdict.EXCLUDED;
            }
        }
        return Verdict.UNDECIDED;
    }

    private static int nameOf(byte[] path) {
        int name = path.length;
        while (name > 0 && path[name - 1] != '/') {
            name--;
        }
        return name;
    }
}
