package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;

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

    /** The digest in the next 32 bytes of the buffer, which moves on past them. */
    public static Digest from(ByteBuffer buffer) {
        ByteBuffer ordered = buffer.duplicate().order(ByteOrder.BIG_ENDIAN);
        buffer.position(buffer.position() + LENGTH);
        return new Digest(ordered.getLong(), ordered.getLong(), ordered.getLong(), ordered.getLong());
    }

    /**
     * Reads {@code b3:} or {@code blake3-} followed by padded standard base64, 43 characters of unpadded base64url (the form in
     * URLs), or 64 hexadecimal digits. {@link Violation#DIGEST_TEXT} for anything else.
     */
    public static Digest parse(String text) throws Invalid {
        try {
            return of(decode(text));
        } catch (IllegalArgumentException e) {
            throw new Invalid(
                    Violation.DIGEST_TEXT,
                    "not a digest: '" + Escaped.text(text) + "' (expected b3:BASE64, blake3-BASE64 or 64 hex digits)");
        }
    }

    private static byte[] decode(String text) {
        if (text.startsWith(PREFIX)) {
            return padded(text.substring(PREFIX.length()));
        }
        if (text.startsWith(SNIX_PREFIX)) {
            return padded(text.substring(SNIX_PREFIX.length()));
        }
        return switch (text.length()) {
            case 2 * LENGTH -> HexFormat.of().parseHex(text);
            case 43 ->
                exact(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
            default -> throw new IllegalArgumentException("unknown form");
        };
    }

    private static byte[] padded(String base64) {
        return exact(base64, Base64.getDecoder(), Base64.getEncoder());
    }

    /** Decodes only what the encoder would have written: no missing padding, no stray low bits. */
    private static byte[] exact(String base64, Base64.Decoder decoder, Base64.Encoder encoder) {
        byte[] bytes = decoder.decode(base64);
        if (!encoder.encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("not canonical base64");
        }
        return bytes;
    }

    /** The 32 bytes, in an array of the caller's own. */
    public byte[] toByteArray() {
        byte[] bytes = new byte[LENGTH];
        LONGS.set(bytes, 0, first);
        LONGS.set(bytes, 8, second);
        LONGS.set(bytes, 16, third);
        LONGS.set(bytes, 24, fourth);
        return bytes;
    }

    /** 64 lower-case hexadecimal digits: the form in file names and bucket keys. */
    public String hex() {
        return HexFormat.of().formatHex(toByteArray());
    }

    /** 43 characters of base64url without padding: the form in URLs. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(toByteArray());
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
