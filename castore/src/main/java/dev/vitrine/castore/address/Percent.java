package dev.vitrine.castore.address;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding of RFC 3986, of UTF-8. A plus is a plus. */
final class Percent {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:[]";

    private Percent() {}

    /** The text with everything escaped that could be taken for a part of the address around it. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            if (isPlain((char) (b & 0xff))) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return PLAIN.indexOf(c) >= 0;
    }

    /** The first percent sign that begins no escape, with what follows it; empty if there is none. */
    static Optional<String> malformed(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            String escape = text.substring(at, Math.min(at + 3, text.length()));
            if (!escape.matches("%[0-9A-Fa-f]{2}")) {
                return Optional.of(escape);
            }
        }
        return Optional.empty();
    }

    /** What a text without malformed escapes stands for; empty if that is no valid UTF-8. */
    static Optional<String> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int plain = 0;
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', plain)) {
            bytes.writeBytes(text.substring(plain, at).getBytes(UTF_8));
            bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
            plain = at + 3;
        }
        bytes.writeBytes(text.substring(plain).getBytes(UTF_8));
        return text(bytes.toByteArray());
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
