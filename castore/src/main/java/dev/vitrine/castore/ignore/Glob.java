package dev.vitrine.castore.ignore;

import java.util.BitSet;
import java.util.List;

/**
 * A pattern with {@code ?}, {@code *}, {@code **}, sets in brackets and backslashes, over bytes. Matching takes time in proportion to the
 * length of the pattern times that of the text at most: all ways through the pattern are followed at once. Immutable.
 */
final class Glob {
    /** One place in the pattern; the place after it follows when what it takes has come. */
    sealed interface Part {}

    /** One byte out of a set. */
    record One(ByteSet set) implements Part {}

    /** Any number of bytes out of a set. */
    record Many(ByteSet set) implements Part {}

    /** No directory, or any number of them with the slash behind each. */
    record Directories() implements Part {}

    private final List<Part> parts;

    /** How many parts at each end take one byte each: most texts fail there, at no cost. */
    private final int head;

    private final int tail;

    private Glob(List<Part> parts) {
        this.parts = parts;
        this.head = ones(parts);
        this.tail = head == parts.size() ? 0 : ones(parts.reversed());
    }

    private static int ones(List<Part> parts) {
        int count = 0;
        while (count < parts.size() && parts.get(count) instanceof One) {
            count++;
        }
        return count;
    }

    static Glob compile(byte[] pattern) throws PatternException {
        return new Glob(new GlobParser(pattern).parse());
    }

    /** Whether the pattern stands for these bytes from {@code from} on as a whole. */
    boolean matches(byte[] text, int from) {
        int middle = text.length - from - head - tail;
        if (middle < 0 || !endsMatch(text, from)) {
            return false;
        }
        return head == parts.size() ? middle == 0 : follow(text, from + head, text.length - tail);
    }

    private boolean endsMatch(byte[] text, int from) {
        for (int i = 0; i < head; i++) {
            if (!takes(i, text[from + i])) {
                return false;
            }
        }
        for (int i = 1; i <= tail; i++) {
            if (!takes(parts.size() - i, text[text.length - i])) {
                return false;
            }
        }
        return true;
    }

    private boolean takes(int part, byte b) {
        return parts.get(part) instanceof One one && one.set().has(b);
    }

    /** Follows what lies between the ends. */
    private boolean follow(byte[] text, int from, int to) {
        // Even: before a part. Odd: amid directories, where only a slash leads on.
        BitSet places = new BitSet(2 * parts.size() + 2);
        reach(head, places);
        for (int i = from; i < to && !places.isEmpty(); i++) {
            places = after(text[i], places);
        }
        return places.get(2 * (parts.size() - tail));
    }

    private BitSet after(byte b, BitSet places) {
        BitSet next = new BitSet(2 * parts.size() + 2);
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            int part = place / 2;
            if (part < parts.size()) {
                step(b, part, next);
            }
        }
        return next;
    }

    private void step(byte b, int part, BitSet next) {
        switch (parts.get(part)) {
            case One one -> {
                if (one.set().has(b)) {
                    reach(part + 1, next);
                }
            }
            case Many many -> {
                if (many.set().has(b)) {
                    reach(part, next);
                }
            }
            case Directories _ -> {
                next.set(2 * part + 1);
                if (b == '/') {
                    reach(part + 1, next);
                }
            }
        }
    }

    /** Marks the place before a part, and those after parts that may be nothing. */
    private void reach(int first, BitSet places) {
        for (int part = first; ; part++) {
            places.set(2 * part);
            if (part == parts.size() || parts.get(part) instanceof One) {
                return;
            }
        }
    }
}
