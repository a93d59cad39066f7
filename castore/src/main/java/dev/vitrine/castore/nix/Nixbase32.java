package dev.vitrine.castore.nix;

import java.util.Optional;

/**
 * The text form of Nix's hashes: the bytes as one little-endian number, written to the base of 32 with the most significant digit first.
 */
public final class Nixbase32 {
    /** Without e, o, t and u. */
    private static final String ALPHABET = "0123456789abcdfghijklmnpqrsvwxyz";

    private static final int BITS = 5;

    private Nixbase32() {}

    /** How many characters so many bytes take. */
    public static int length(int bytes) {
        return (bytes * Byte.SIZE + BITS - 1) / BITS;
    }

    /** The text of these bytes. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(length(bytes.length));
        for (int digit = length(bytes.length) - 1; digit >= 0; digit--) {
            text.append(ALPHABET.charAt(bits(bytes, digit * BITS)));
        }
        return text.toString();
    }

    /** The five bits from that one on; those past the end are 0. */
    private static int bits(byte[] bytes, int from) {
        int at = from / Byte.SIZE;
        int low = bytes[at] & 0xff;
        int high = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
        return (low | high << Byte.SIZE) >>> from % Byte.SIZE & 31;
    }

    /**
     * The bytes of which this is the text; empty if it is not that of any: other characters, a length that no bytes have, or bits past the
     * last byte.
     */
    public static Optional<byte[]> decode(String text) {
        byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
        if (length(bytes.length) != text.length()) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0 || !put(bytes, (text.length() - 1 - i) * BITS, value)) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes);
    }

    /** Sets the five bits from that one on; says whether all that are not 0 have a place. */
    private static boolean put(byte[] bytes, int from, int value) {
        int at = from / Byte.SIZE;
        int shifted = value << from % Byte.SIZE;
        bytes[at] |= (byte) shifted;
        int carry = shifted >>> Byte.SIZE;
        if (at + 1 < bytes.length) {
            bytes[at + 1] |= (byte) carry;
            return true;
        }
        return carry == 0;
    }
}
