package dev.vitrine.gateway.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.Escaped;

/**
 * Names and link targets as text that a page can show: {@linkplain Escaped escaped}, and so are the characters that would turn the
 * direction of what follows, break the line, or may not stand in HTML at all.
 */
final class VisibleName {
    private VisibleName() {}

    static String of(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        Escaped.text(bytes).codePoints().forEach(c -> append(c, out));
        return out.toString();
    }

    private static void append(int c, StringBuilder out) {
        if (!misleads(c) && !isNoncharacter(c)) {
            out.appendCodePoint(c);
            return;
        }
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
            out.append("\\x").append(Character.forDigit((b & 0xff) >> 4, 16)).append(Character.forDigit(b & 0xf, 16));
        }
    }

    /** Bidirectional controls, line and paragraph separators, and the byte order mark. */
    private static boolean misleads(int c) {
        return (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x061c
                || c == 0xfeff;
    }

    /** Unicode, 23.7. */
    private static boolean isNoncharacter(int c) {
        return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    }
}
