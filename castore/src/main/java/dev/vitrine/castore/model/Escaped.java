package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes as one line of text that can be told apart from any other bytes: UTF-8 as it is, but tab, newline and backslash as
 * {@code \t}, {@code \n} and {@code \\}, and each byte of other control characters, of the two Unicode line separators and of what
 * is not UTF-8 as {@code \xHH}.
 */
public final class Escaped {
    /** How much of something unbounded goes into a message, in bytes. */
    private static final int EXCERPT = 100;

    private Escaped() {}

    /** The escaped form of a name or link target. */
    public static String text(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        while (in.hasRemaining()) {
            CoderResult result = decoder.reset().decode(in, decoded, true);
            decoded.flip().chars().forEach(c -> append((char) c, out));
            decoded.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                append(in.get(), out);
            }
        }
        return out.toString();
    }

    /** The escaped form of text that came from outside. */
    public static String text(String text) {
        return text(text.getBytes(UTF_8));
    }

    /** The escaped form of at most the first 100 bytes, for messages about what may be of any length. */
    public static String excerpt(byte[] bytes) {
        return bytes.length <= EXCERPT ? text(bytes) : text(Arrays.copyOf(bytes, EXCERPT)) + "...";
    }

    /** The excerpt of text that came from outside. */
    public static String excerpt(String text) {
        return excerpt(text.getBytes(UTF_8));
    }

    private static void append(char c, StringBuilder out) {
        switch (c) {
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\\' -> out.append("\\\\");
            default -> appendPlain(c, out);
        }
    }

    private static void appendPlain(char c, StringBuilder out) {
        if (!Character.isISOControl(c) && c != '\u2028' && c != '\u2029') {
            out.append(c);
            return;
        }
        for (byte b : String.valueOf(c).getBytes(UTF_8)) {
            append(b, out);
        }
    }

    private static void append(byte b, StringBuilder out) {
        out.append("\\x").append(HexFormat.of().toHexDigits(b));
    }
}
