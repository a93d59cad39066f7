package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One validated name: 1 to 255 bytes without {@code /} and NUL, neither {@code .} nor {@code ..}. Any other byte is legal; a name is
 * not text. Immutable; equality and order are those of its unsigned bytes.
 */
public final class PathComponent implements Comparable<PathComponent> {
    /** The longest name, in bytes. */
    public static final int MAX_LENGTH = 255;

    private final byte[] bytes;

    private PathComponent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name of these bytes, which are copied; {@link Invalid} names the rule that they break. */
    public static PathComponent of(byte[] bytes) throws Invalid {
        check(bytes, 0, bytes.length);
        return new PathComponent(bytes.clone());
    }

    /** The name that is the UTF-8 form of this text. */
    public static PathComponent of(String text) throws Invalid {
        return of(text.getBytes(UTF_8));
    }

    /** For a range that {@link #check} has passed. */
    static PathComponent checked(byte[] bytes, int from, int to) {
        return new PathComponent(Arrays.copyOfRange(bytes, from, to));
    }

    /** Throws when the bytes in that range are no name. The first rule that is broken wins, in the order of {@link Violation}. */
    static void check(byte[] bytes, int from, int to) throws Invalid {
        int length = to - from;
        if (length == 0) {
            throw new Invalid(Violation.EMPTY, "a name cannot be empty");
        }
        if (length == 2 && bytes[from] == '.' && bytes[from + 1] == '.') {
            throw new Invalid(Violation.PARENT, "'..' cannot be a name");
        }
        if (length == 1 && bytes[from] == '.') {
            throw new Invalid(Violation.CURRENT, "'.' cannot be a name");
        }
        if (length > MAX_LENGTH) {
            throw new Invalid(Violation.TOO_LONG, "a name has at most 255 bytes, not " + length);
        }
        checkContents(bytes, from, to);
    }

    private static void checkContents(byte[] bytes, int from, int to) throws Invalid {
        boolean slash = false;
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                throw invalid(Violation.NUL, "NUL byte", bytes, from, to);
            }
            slash |= bytes[i] == '/';
        }
        if (slash) {
            throw invalid(Violation.SLASH, "slash", bytes, from, to);
        }
    }

    private static Invalid invalid(Violation violation, String what, byte[] bytes, int from, int to) {
        String name = Escaped.text(Arrays.copyOfRange(bytes, from, to));
        return new Invalid(violation, what + " in the name '" + name + "'");
    }

    /** The bytes, in an array of the caller's own. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The bytes, read-only and not copied. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Writes the bytes to {@code offset} and says where they end. */
    public int copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        return offset + bytes.length;
    }

    /** How many bytes the name has. */
    public int length() {
        return bytes.length;
    }

    /** Compares with the name in that range. */
    int compareTo(byte[] other, int from, int to) {
        return Arrays.compareUnsigned(bytes, 0, bytes.length, other, from, to);
    }

    @Override
    public int compareTo(PathComponent other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PathComponent other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The name for a person, {@linkplain Escaped escaped}. */
    @Override
    public String toString() {
        return Escaped.text(bytes);
    }
}
