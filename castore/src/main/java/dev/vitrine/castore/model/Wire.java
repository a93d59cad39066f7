package dev.vitrine.castore.model;

/** The tags of the entries in an encoded directory (field number and wire type), equal in the tvix and the snix dialect. */
final class Wire {
    /** {@code Directory.directories}, {@code .files} and {@code .symlinks}. */
    static final byte DIRECTORY = 0x0a;

    static final byte FILE = 0x12;
    static final byte SYMLINK = 0x1a;

    /** The fields of an entry. */
    static final byte NAME = 0x0a;

    static final byte DIGEST = 0x12;
    static final byte TARGET = 0x12;
    static final byte SIZE = 0x18;
    static final byte EXECUTABLE = 0x20;

    private Wire() {}

    /** How many bytes the minimal varint of this unsigned value takes. */
    static int varintLength(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }
}
