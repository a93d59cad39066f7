package dev.vitrine.castore.ignore;

import dev.vitrine.castore.ignore.Glob.Directories;
import dev.vitrine.castore.ignore.Glob.Many;
import dev.vitrine.castore.ignore.Glob.One;
import dev.vitrine.castore.ignore.Glob.Part;
import dev.vitrine.castore.model.Escaped;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link Glob}, as wildmatch of git does. Used once, by one thread. */
final class GlobParser {
    private final byte[] pattern;
    private final List<Part> parts = new ArrayList<>();
    private final int firstSpecial;
    private int at;

    GlobParser(byte[] pattern) {
        this.pattern = pattern;
        this.firstSpecial = firstSpecial(pattern);
    }

    private static int firstSpecial(byte[] pattern) {
        int first = 0;
        while (first < pattern.length && "*?[\\".indexOf(pattern[first]) < 0) {
            first++;
        }
        return first;
    }

    List<Part> parse() throws PatternException {
        while (at < pattern.length) {
            switch (pattern[at]) {
                case '?' -> single(ByteSet.NO_SLASH);
                case '*' -> stars();
                case '[' -> parts.add(new One(set()));
                case '\\' -> escaped();
                default -> single(ByteSet.of(pattern[at] & 0xff));
            }
        }
        return List.copyOf(parts);
    }

    private void single(ByteSet set) {
        parts.add(new One(set));
        at++;
    }

    private void escaped() throws PatternException {
        at++;
        if (at == pattern.length) {
            throw invalid("ends with a backslash that escapes nothing");
        }
        single(ByteSet.of(pattern[at] & 0xff));
    }

    /**
     * Two stars or more go through slashes, but only where they stand for whole names. To git, which compares what is plain at the
     * beginning apart from the rest, a name may also begin behind that: {@code ab**} of a path with slashes is such a place.
     */
    private void stars() {
        int first = at;
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        boolean isNameStart = first == firstSpecial || pattern[first - 1] == '/';
        if (at - first == 1 || !isNameStart || !isAtNameEnd()) {
            parts.add(new Many(ByteSet.NO_SLASH));
        } else if (at < pattern.length && pattern[at] == '/') {
            at++;
            parts.add(new Directories());
        } else {
            parts.add(new Many(ByteSet.ALL));
        }
    }

    private boolean isAtNameEnd() {
        return at == pattern.length
                || pattern[at] == '/'
                || (pattern[at] == '\\' && at + 1 < pattern.length && pattern[at + 1] == '/');
    }

    private ByteSet set() throws PatternException {
        ByteSetParser set = new ByteSetParser(pattern, at + 1);
        ByteSet bytes = set.parse()
                .orElseThrow(() -> invalid("has a bracket that is not closed, or a class that is not known"));
        at = set.end();
        return bytes;
    }

    private PatternException invalid(String why) {
        return new PatternException("the pattern '" + Escaped.excerpt(pattern) + "' " + why);
    }
}
