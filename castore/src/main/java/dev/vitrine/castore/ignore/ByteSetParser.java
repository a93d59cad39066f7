package dev.vitrine.castore.ignore;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Reads what stands in brackets, from behind the opening one on. Used once, by one thread. */
final class ByteSetParser {
    private static final int NONE = -1;

    private final byte[] pattern;
    private final BitSet bytes = new BitSet(256);
    private int at;

    /** The byte that a range may begin with: the one before, unless that was itself the end of a range, or a class. */
    private int previous = NONE;

    ByteSetParser(byte[] pattern, int from) {
        this.pattern = pattern;
        this.at = from;
    }

    /** The set; empty if it is not closed, or names a class that there is not. A slash is in no set. */
    Optional<ByteSet> parse() {
        boolean negated = at < pattern.length && (pattern[at] == '!' || pattern[at] == '^');
        at += negated ? 1 : 0;
        boolean isFirst = true;
        while (at < pattern.length && (isFirst || pattern[at] != ']')) {
            isFirst = false;
            if (!member()) {
                return Optional.empty();
            }
        }
        at++;
        return at > pattern.length
                ? Optional.empty()
                : Optional.of(ByteSet.where(b -> b != '/' && bytes.get(b) != negated));
    }

    /** Where the pattern goes on behind the closing bracket. */
    int end() {
        return at;
    }

    private boolean member() {
        if (pattern[at] == '-' && previous != NONE && at + 1 < pattern.length && pattern[at + 1] != ']') {
            return range();
        }
        if (pattern[at] == '[' && at + 1 < pattern.length && pattern[at + 1] == ':') {
            return named();
        }
        int single = single();
        if (single != NONE) {
            bytes.set(single);
        }
        previous = single;
        return single != NONE;
    }

    private boolean range() {
        at++;
        int last = single();
        if (last != NONE && previous <= last) {
            bytes.set(previous, last + 1);
        }
        previous = NONE;
        return last != NONE;
    }

    /** One byte, maybe behind a backslash; {@link #NONE} if nothing comes. */
    private int single() {
        at += pattern[at] == '\\' ? 1 : 0;
        return at < pattern.length ? pattern[at++] & 0xff : NONE;
    }

    /** {@code [:name:]}; what only begins like it is a bracket as a member. */
    private boolean named() {
        int close = at + 2;
        while (close < pattern.length && pattern[close] != ']') {
            close++;
        }
        if (close == pattern.length) {
            return false;
        }
        if (close - at < 3 || pattern[close - 1] != ':') {
            bytes.set('[');
            previous = '[';
            at++;
            return true;
        }
        Optional<IntPredicate> named = named(new String(pattern, at + 2, close - at - 3, US_ASCII));
        named.ifPresent(members -> bytes.or(bits(members)));
        at = close + 1;
        previous = NONE;
        return named.isPresent();
    }

    private static BitSet bits(IntPredicate members) {
        BitSet bits = new BitSet(128);
        for (int b = 0; b < 128; b++) {
            bits.set(b, members.test(b));
        }
        return bits;
    }

    private static Optional<IntPredicate> named(String name) {
        return switch (name) {
            case "alnum" -> Optional.of(Character::isLetterOrDigit);
            case "alpha" -> Optional.of(Character::isLetter);
            case "blank" -> Optional.of(b -> b == ' ' || b == '\t');
            case "cntrl" -> Optional.of(Character::isISOControl);
            case "digit" -> Optional.of(Character::isDigit);
            case "graph" -> Optional.of(b -> b > ' ' && b < 127);
            case "lower" -> Optional.of(Character::isLowerCase);
            case "print" -> Optional.of(b -> b >= ' ' && b < 127);
            case "punct" -> Optional.of(b -> b > ' ' && b < 127 && !Character.isLetterOrDigit(b));
            case "space" -> Optional.of(b -> b == ' ' || (b >= '\t' && b <= '\r'));
            case "upper" -> Optional.of(Character::isUpperCase);
            case "xdigit" -> Optional.of(b -> Character.digit(b, 16) >= 0);
            default -> Optional.empty();
        };
    }
}
