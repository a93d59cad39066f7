package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.util.Arrays;

/**
 * What a symlink points to: 1 to 4,095 bytes without NUL. Anything else is legal, absolute and dangling targets too; the store never
 * follows one. Immutable.
 */
public final class SymlinkTarget {
    /** The longest target, in bytes: PATH_MAX of Linux less its NUL. */
    public static final int MAX_LENGTH = 4095;

    private final byte[] bytes;

    private SymlinkTarget(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The target of these bytes, which are copied; {@link Invalid} names the rule that they break. */
    public static SymlinkTarget of(byte[] bytes) throws Invalid {
        check(bytes, 0, bytes.length);
        return new SymlinkTarget(bytes.clone());
    }

    /** The target that is the UTF-8 form of this text. */
    public static SymlinkTarget of(String text) throws Invalid {
        return of(text.getBytes(UTF_8));
    }

    /** For a range that {@link #check} has passed. */
    static SymlinkTarget checked(byte[] bytes, int from, int to) {
        return new SymlinkTarget(Arrays.copyOfRange(bytes, from, to));
    }

    static void check(byte[] bytes, int from, int to) throws Invalid {
        int length = to - from;
        if (length == 0) {
            throw new Invalid(Violation.EMPTY, "a symlink target cannot be empty");
        }
        if (length > MAX_LENGTH) {
            throw new Invalid(Violation.TOO_LONG, "a symlink target has at most 4095 bytes, not " + length);
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                throw new Invalid(Violation.NUL, "NUL byte in a symlink target");
            }
        }
    }

    /** The bytes, in an array of the caller's own. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Writes the bytes to {@code offset} and says where they end. */
    int copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        return offset + bytes.length;
    }

    /** How many bytes the target has. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SymlinkTarget other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The target for a person, {@linkplain Escaped escaped}. */
    @Override
    public String toString() {
        return Escaped.text(bytes);
    }
}
