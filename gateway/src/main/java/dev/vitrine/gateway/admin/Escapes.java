package dev.vitrine.gateway.admin;

import java.util.HexFormat;

/** Any text as printable ASCII, so that it can be read back and nothing in it ends a line or a field. */
final class Escapes {
    private static final HexFormat HEX = HexFormat.of();

    private Escapes() {}

    /** As Apache writes it: a backslash before quotes and backslashes, and {@code \xHH} or, above a byte, {@code \}{@code uHHHH}. */
    static void clf(String text, String alsoEscaped, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPrintable(c) && alsoEscaped.indexOf(c) < 0) {
                out.append(c);
            } else if (c <= 0xff) {
                HEX.toHexDigits(out.append("\\x"), (byte) c);
            } else {
                HEX.toHexDigits(out.append("\\u"), (byte) (c >> 8));
                HEX.toHexDigits(out, (byte) c);
            }
        }
    }

    /** The inside of a JSON string (RFC 8259, 7). */
    static void json(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPrintable(c)) {
                out.append(c);
            } else {
                HEX.toHexDigits(out.append("\\u"), (byte) (c >> 8));
                HEX.toHexDigits(out, (byte) c);
            }
        }
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }
}
