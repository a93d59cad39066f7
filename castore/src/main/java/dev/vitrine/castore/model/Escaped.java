package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes as one line of text that can be told apart from any other bytes: UTF-8 as it is, but tab, newline and backslash as
 * {@code \t}, {@code \n} and {@code \\}, and control characters and invalid bytes as {@code \xHH}.
 */
public final class Escaped {
    private Escaped() {}

    /** The escaped form of a name or link target. */
    public static String text(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        while (in.hasRemaining()) {
            CoderResult result = decoder.reset().decode(in, decoded, true);
            append(decoded.flip(), out);
            decoded.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                appendByte(in.get(), out);
            }
        }
        return out.toString();
    }

    /** The escaped form of text that came from outside. */
    public static String text(String text) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return text(bytes);
        } catch (CharacterCodingException e) {
            return text(text.getBytes(UTF_8));
        }
    }

    private static void append(CharBuffer chars, StringBuilder out) {
        chars.chars().forEach(c -> {
            switch (c) {
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (Character.isISOControl(c)) {
                        for (byte b : String.valueOf((char) c).getBytes(UTF_8)) {
                            appendByte(b, out);
                        }
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
    }

    private static void appendByte(byte b, StringBuilder out) {
        out.append(String.format("\\x%02x", b & 0xff));
    }
}
