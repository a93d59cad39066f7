package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * A BLAKE3 value of 32 bytes (default mode): the name of a blob, or of a directory by its canonical encoding. Immutable; ordered by
 * its bytes, unsigned. Its text form is {@code b3:} followed by padded standard base64, 47 characters in all.
 *
 * @param first bytes 0..7, big-endian
 * @param second bytes 8..15
 * @param third bytes 16..23
 * @param fourth bytes 24..31
 */
public record Digest(long first, long second, long third, long fourth) implements Comparable<Digest> {
    /** Bytes in a digest. */
    public static final int LENGTH = 32;

    /** The digest of no bytes at all: that of the empty blob and, equally, of the empty directory. */
    public static final Digest EMPTY =
            new Digest(0xaf1349b9f5f9a1a6L, 0xa0404dea36dcc949L, 0x9bcb25c9adc112b7L, 0xcc9a93cae41f3262L);

    private static final String PREFIX = "b3:";
    private static final String SNIX_PREFIX = "blake3-";
    private static final int HEX_LENGTH = 2 * LENGTH;
    private static final int BASE64URL_LENGTH = 43;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The digest of these 32 bytes; {@link Violation#DIGEST_LENGTH} when they are fewer or more. */
    public static Digest of(byte[] bytes) throws Invalid {
        if (bytes.length != LENGTH) {
            throw new Invalid(Violation.DIGEST_LENGTH, "a digest has 32 bytes, not " + bytes.length);
        }
        return at(bytes, 0);
    }

    /** The digest in the 32 bytes from {@code offset} on. */
    public static Digest at(byte[] bytes, int offset) {
        return new Digest(
                (long) LONGS.get(bytes, offset),
                (long) LONGS.get(bytes, offset + 8),
                (long) LONGS.get(bytes, offset + 16),
                (long) LONGS.get(bytes, offset + 24));
    }

    /**
     * The digest in the next 32 bytes of the buffer, which moves on past them.
     *
     * @throws java.nio.BufferUnderflowException if fewer remain
     */
    public static Digest from(ByteBuffer buffer) {
        byte[] bytes = new byte[LENGTH];
        buffer.get(bytes);
        return at(bytes, 0);
    }

    /**
     * Reads one of the four forms: {@code b3:} or {@code blake3-} and 44 characters of padded standard base64; 43 characters of
     * unpadded base64url, the form in URLs; 64 lower-case hexadecimal digits. Each is read only as it would have been written, so no
     * two texts of one form are the same digest. {@link Violation#DIGEST_TEXT} for anything else, {@link Violation#DIGEST_LENGTH} for
     * base64 of too few or too many bytes.
     */
    public static Digest parse(String text) throws Invalid {
        try {
            return of(decode(text));
        } catch (IllegalArgumentException e) {
            throw new Invalid(
                    Violation.DIGEST_TEXT,
                    "not a digest: '" + Escaped.excerpt(text)
                            + "' (expected b3:BASE64, blake3-BASE64 or 64 hex digits)");
        }
    }

    /** Goes by length first: base64url may begin with anything, {@code blake3-} too. */
    private static byte[] decode(String text) {
        return switch (text.length()) {
            case HEX_LENGTH -> exact(text, HexFormat.of()::parseHex, HexFormat.of()::formatHex);
            case BASE64URL_LENGTH -> exact(text, Base64.getUrlDecoder()::decode, BASE64URL::encodeToString);
            default -> exact(afterPrefix(text), Base64.getDecoder()::decode, Base64.getEncoder()::encodeToString);
        };
    }

    private static String afterPrefix(String text) {
        if (text.startsWith(PREFIX)) {
            return text.substring(PREFIX.length());
        }
        if (text.startsWith(SNIX_PREFIX)) {
            return text.substring(SNIX_PREFIX.length());
        }
        throw new IllegalArgumentException("unknown form");
    }

    /** Decodes only what the encoder would have written: no missing padding, no stray low bits, no upper-case hex. */
    private static byte[] exact(String text, Function<String, byte[]> decoder, Function<byte[], String> encoder) {
        byte[] bytes = decoder.apply(text);
        if (!encoder.apply(bytes).equals(text)) {
            throw new IllegalArgumentException("not in canonical form");
        }
        return bytes;
    }

    /** The 32 bytes, in an array of the caller's own. */
    public byte[] toByteArray() {
        byte[] bytes = new byte[LENGTH];
        copyTo(bytes, 0);
        return bytes;
    }

    /** Writes the 32 bytes to {@code offset} and says where they end. */
    int copyTo(byte[] bytes, int offset) {
        LONGS.set(bytes, offset, first);
        LONGS.set(bytes, offset + 8, second);
        LONGS.set(bytes, offset + 16, third);
        LONGS.set(bytes, offset + 24, fourth);
        return offset + LENGTH;
    }

    /** 64 lower-case hexadecimal digits: the form in file names and bucket keys. */
    public String hex() {
        return HexFormat.of().formatHex(toByteArray());
    }

    /** 43 characters of base64url without padding: the form in URLs. */
    public String base64Url() {
        return BASE64URL.encodeToString(toByteArray());
    }

    @Override
    public int compareTo(Digest other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    /** The bytes are uniform, so any part of them is as good a hash as a mix of all. */
    @Override
    public int hashCode() {
        return (int) fourth;
    }

    /** The text form, {@code b3:} and base64. */
    @Override
    public String toString() {
        return PREFIX + Base64.getEncoder().encodeToString(toByteArray());
    }
}
