package dev.vitrine.castore.ignore;

import java.util.Arrays;
import java.util.Optional;

/** One line of gitignore(5). Immutable. */
final class Pattern {
    private final Glob glob;
    private final boolean isNegated;
    private final boolean isForDirectories;
    private final boolean isForNames;

    private Pattern(Glob glob, boolean isNegated, boolean isForDirectories, boolean isForNames) {
        this.glob = glob;
        this.isNegated = isNegated;
        this.isForDirectories = isForDirectories;
        this.isForNames = isForNames;
    }

    /** The pattern of a line; empty for a comment, and for what can stand for nothing. */
    static Optional<Pattern> parse(byte[] line) throws PatternException {
        byte[] text = withoutSpacesAtEnd(line);
        if (text.length == 0 || text[0] == '#') {
            return Optional.empty();
        }
        int from = text[0] == '!' ? 1 : 0;
        boolean hasSlashAtEnd = text.length > from && text[text.length - 1] == '/';
        int to = hasSlashAtEnd ? text.length - 1 : text.length;
        boolean isForNames = indexOfSlash(text, from, to) < 0;
        int start = from < to && text[from] == '/' ? from + 1 : from;
        if (start == to) {
            return Optional.empty();
        }
        Glob glob = Glob.compile(Arrays.copyOfRange(text, start, to));
        return Optional.of(new Pattern(glob, from == 1, hasSlashAtEnd, isForNames));
    }

    /** A backslash keeps the space behind it. */
    private static byte[] withoutSpacesAtEnd(byte[] line) {
        int end = 0;
        int at = 0;
        while (at < line.length) {
            boolean isKept = line[at] != ' ';
            at += line[at] == '\\' ? 2 : 1;
            end = isKept ? at : end;
        }
        return Arrays.copyOf(line, Math.min(end, line.length));
    }

    private static int indexOfSlash(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    boolean isNegated() {
        return isNegated;
    }

    /**
     * Whether this stands for a path.
     *
     * @param path from the directory that the pattern is about
     * @param name where its last name begins
     */
    boolean matches(byte[] path, int name, boolean isDirectory) {
        return (isDirectory || !isForDirectories) && glob.matches(path, isForNames ? name : 0);
    }
}
