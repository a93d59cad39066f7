package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;

/** The arithmetic of {@link Directory#size()}: unsigned 64 bits, and an error instead of a wrap. */
final class Sizes {
    private Sizes() {}

    /** Whether one more entry, with so many nodes below it, makes the size of a directory 2^64 or more. */
    static boolean overflow(long size, long below) {
        long withEntry = size + 1;
        return withEntry == 0 || Long.compareUnsigned(withEntry + below, withEntry) < 0;
    }

    /** How many nodes a node says lie below it. */
    static long below(Node node) {
        return node instanceof DirectoryNode directory ? directory.size() : 0;
    }

    static Invalid overflowAt(PathComponent name) {
        return new Invalid(
                Violation.SIZE_OVERFLOW, "the sizes in a directory add up to 2^64 or more at '" + name + "'");
    }
}
