package dev.vitrine.castore.model;

/**
 * What some writing has added to a store, which did not have it before.
 *
 * @param count how many blobs or directories
 * @param bytes in all of them
 */
public record Added(long count, long bytes) {
    public static final Added NOTHING = new Added(0, 0);

    /** This, and one more of so many bytes. */
    public Added plusOne(long length) {
        return new Added(count + 1, bytes + length);
    }
}
