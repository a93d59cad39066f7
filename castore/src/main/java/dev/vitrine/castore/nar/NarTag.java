package dev.vitrine.castore.nar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What stands in a NAR around names, targets and contents: some strings each, in the form that all strings of a NAR have. */
enum NarTag {
    MAGIC("nix-archive-1"),
    FILE("(", "type", "regular", "contents"),
    EXECUTABLE("(", "type", "regular", "executable", "", "contents"),
    SYMLINK("(", "type", "symlink", "target"),
    DIRECTORY("(", "type", "directory"),
    ENTRY("entry", "(", "name"),
    NODE("node"),
    /** Of a node, and of an entry. */
    END(")");

    /** Strings are padded with zeros to a multiple of so many bytes. */
    private static final int ALIGNMENT = 8;

    @SuppressWarnings("ImmutableEnumChecker") // never changed, and never let out
    private final byte[] bytes;

    NarTag(String... strings) {
        ByteBuffer text = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        for (String string : strings) {
            text.putLong(string.length()).put(string.getBytes(US_ASCII)).put(new byte[padding(string.length())]);
        }
        this.bytes = new byte[text.flip().remaining()];
        text.get(bytes);
    }

    /** How many zeros follow a string of that length. */
    static int padding(long length) {
        return (int) (-length & ALIGNMENT - 1);
    }

    /** How many bytes a string of that length takes, with the eight that say so. */
    static long stringLength(long length) {
        return Math.addExact(Long.BYTES, Math.addExact(length, padding(length)));
    }

    /** How many bytes it takes. */
    int length() {
        return bytes.length;
    }

    void write(ByteBuffer target) {
        target.put(bytes);
    }
}
