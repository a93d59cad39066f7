package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;

/**
 * Reads protobuf fields in canonical form and in order. Takes nothing on trust: each length is compared with what is left, and what
 * an encoder would have left out or written shorter is refused. Not thread-safe.
 */
final class WireReader {
    private final byte[] bytes;
    private int at;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Where the next byte stands. */
    int at() {
        return at;
    }

    /** Whether the next field has this tag. */
    boolean isAt(byte tag, int limit) {
        return at < limit && bytes[at] == tag;
    }

    /** Passes over bytes that {@link #length} has promised. */
    void skip(int length) {
        at += length;
    }

    /** The length of the field that starts here; 0 is possible, as in an entry of nothing. */
    int length(int limit) throws Invalid {
        skip(1);
        long length = varint(limit);
        if (length < 0 || length > limit - at) {
            throw notCanonical("a length past the end");
        }
        return (int) length;
    }

    /** The length of a bytes field, 0 when it is left out, as it must be when it is empty. */
    int optionalLength(byte tag, int limit) throws Invalid {
        if (!isAt(tag, limit)) {
            return 0;
        }
        int length = length(limit);
        if (length == 0) {
            throw notCanonical("an empty field that should have been left out");
        }
        return length;
    }

    /** The unsigned value of a number field, 0 when it is left out, as it must be when it is zero. */
    long optionalVarint(byte tag, int limit) throws Invalid {
        if (!isAt(tag, limit)) {
            return 0;
        }
        skip(1);
        long value = varint(limit);
        if (value == 0) {
            throw notCanonical("a zero that should have been left out");
        }
        return value;
    }

    private long varint(int limit) throws Invalid {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= limit) {
                throw notCanonical("a number that is cut off");
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                checkShortest(b, shift);
                return value;
            }
        }
        throw notCanonical("a number of more than 64 bits");
    }

    private void checkShortest(byte last, int shift) throws Invalid {
        if (last == 0 && shift > 0) {
            throw notCanonical("a number that is not in its shortest form");
        }
        if (last > 1 && shift == 63) {
            throw notCanonical("a number of more than 64 bits");
        }
    }

    /** What to throw when the bytes before this point are not in canonical form. */
    Invalid notCanonical(String what) {
        return new Invalid(Violation.NOT_CANONICAL, "not a canonical directory: " + what + " at byte " + at);
    }
}
