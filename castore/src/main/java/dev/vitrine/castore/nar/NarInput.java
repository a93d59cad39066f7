package dev.vitrine.castore.nar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.Escaped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The strings of a NAR, one after the other. Takes nothing on trust: each length is compared with what may stand there and with what is
 * left before anything is read, and padding must be zeros. Not thread-safe.
 */
final class NarInput {
    private static final int BUFFER = 128 << 10;

    private final InputStream source;
    private final long length;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);

    /** How many bytes came out of the source. */
    private long taken;

    /**
     * Reads a source.
     *
     * @param length of the source in bytes; {@link Long#MAX_VALUE} where that is not known
     */
    NarInput(InputStream source, long length) {
        this.source = source;
        this.length = length;
    }

    /** How many bytes were read. */
    long position() {
        return taken - buffer.remaining();
    }

    /** Reads exactly this string. */
    void expect(String string) throws IOException {
        long start = position();
        byte[] found = string(string.length(), "'" + string + "'");
        if (!Arrays.equals(found, string.getBytes(US_ASCII))) {
            throw expected("'" + string + "'", new String(found, ISO_8859_1), start);
        }
    }

    /** Reads a string of at most so many bytes. */
    byte[] string(int maxLength, String what) throws IOException {
        long start = position();
        long size = number();
        if (size < 0 || size > maxLength) {
            throw invalid("expected " + what + " of at most " + maxLength + " bytes, not of "
                    + Long.toUnsignedString(size) + ", at byte " + start);
        }
        byte[] bytes = new byte[(int) size];
        fill(bytes.length);
        buffer.get(bytes);
        padding(size);
        return bytes;
    }

    /** Reads how long the contents of a file are, and refuses what cannot be left. */
    long contentsLength() throws IOException {
        long start = position();
        long size = number();
        long left = length - position();
        if (size < 0 || size > left) {
            throw invalid("contents of " + Long.toUnsignedString(size) + " bytes at byte " + start + ", where " + left
                    + " are left");
        }
        return size;
    }

    /** Some of the next bytes, at least one and at most so many, in a buffer that the next call uses again. */
    ByteBuffer some(long most) throws IOException {
        if (!buffer.hasRemaining()) {
            fill(1);
        }
        return take((int) Math.min(most, buffer.remaining()));
    }

    /** The next bytes, so many, in a buffer that the next call uses again. */
    ByteBuffer all(int size) throws IOException {
        fill(size);
        return take(size);
    }

    private ByteBuffer take(int size) {
        ByteBuffer bytes = buffer.slice(buffer.position(), size);
        buffer.position(buffer.position() + size);
        return bytes;
    }

    /** Reads the zeros behind a string of that length. */
    void padding(long size) throws IOException {
        int count = NarTag.padding(size);
        fill(count);
        for (int i = 0; i < count; i++) {
            if (buffer.get() != 0) {
                throw invalid("padding that is not zero at byte " + (position() - 1));
            }
        }
    }

    /** Makes sure that nothing is left. */
    void end() throws IOException {
        if (buffer.hasRemaining() || refill() > 0) {
            throw invalid("something follows its end, which is at byte " + position());
        }
    }

    private long number() throws IOException {
        fill(Long.BYTES);
        return buffer.getLong();
    }

    /** Sees to it that the buffer has so many bytes. */
    private void fill(int count) throws IOException {
        while (buffer.remaining() < count) {
            if (refill() <= 0) {
                throw invalid("it ends at byte " + taken + ", in the middle");
            }
        }
    }

    /** Reads what there is room for; says how many bytes that were, -1 at the end. */
    private int refill() throws IOException {
        buffer.compact();
        int count = source.read(buffer.array(), buffer.position(), buffer.remaining());
        if (count > 0) {
            buffer.position(buffer.position() + count);
            taken += count;
        }
        buffer.flip();
        return count;
    }

    /** What to throw for a string that stands where another should. */
    NarException expected(String what, String found, long at) {
        return invalid("expected " + what + ", not '" + Escaped.text(found) + "', at byte " + at);
    }

    /** What to throw for what was read last. */
    NarException refused(IOException cause) {
        return new NarException(
                "not a NAR that a castore can hold: " + cause.getMessage() + ", before byte " + position(), cause);
    }

    /** What to throw for what is no NAR. */
    NarException invalid(String why) {
        return new NarException("not a NAR: " + why);
    }
}
