package dev.vitrine.cli;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * One line of a terminal that is written over in place: each text goes out in one piece, cut to the width, and over all of the text
 * before. No escape sequences, so that any terminal will do. Not thread-safe.
 */
final class SteadyLine {
    private final PrintStream out;
    private final IntSupplier width;
    private String shown = "";

    SteadyLine(PrintStream out, IntSupplier width) {
        this.out = out;
        this.width = width;
    }

    /** Shows the text in place of what is shown. */
    void show(String text) {
        String cut = cut(text, width.getAsInt() - 1);
        if (!cut.equals(shown)) {
            write("\r" + cut + " ".repeat(Math.max(0, columns(shown) - columns(cut))));
            shown = cut;
        }
    }

    /** Leaves the line empty, and the cursor at its beginning. */
    void clear() {
        if (!shown.isEmpty()) {
            write("\r" + " ".repeat(Math.min(columns(shown), width.getAsInt() - 1)) + "\r");
            shown = "";
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }

    /** A line as wide as the terminal would make some of them go on to the next. */
    private static String cut(String text, int columns) {
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += columns(c);
            if (used > columns) {
                break;
            }
            out.appendCodePoint(c);
        }
        return out.toString();
    }

    private static int columns(String text) {
        return text.codePoints().map(SteadyLine::columns).sum();
    }

    /** Two for whatever may be wide: rather a short line than one that breaks. */
    private static int columns(int c) {
        return c < 0x1100 ? 1 : 2;
    }
}
