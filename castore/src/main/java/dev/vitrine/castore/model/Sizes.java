package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;

/** The arithmetic of {@link Directory#size()}: unsigned 64 bits, and an error instead of a wrap. */
final class Sizes {
    private Sizes() {}

    /** The size with one more entry: one, and what lies below it if it is a directory. */
    static long plusEntry(long size, Node node, PathComponent name) throws Invalid {
        return plusEntry(size, node instanceof DirectoryNode directory ? directory.size() : 0, name);
    }

    static long plusEntry(long size, long below, PathComponent name) throws Invalid {
        long one = size + 1;
        long sum = one + below;
        if (one == 0 || Long.compareUnsigned(sum, one) < 0) {
            throw new Invalid(
                    Violation.SIZE_OVERFLOW, "the sizes in a directory add up to 2^64 or more at '" + name + "'");
        }
        return sum;
    }
}
