package dev.vitrine.castore.gc;

/**
 * How much of a store.
 *
 * @param bytes in those directories and blobs, without what the store itself needs to keep them
 */
public record Amount(long directories, long blobs, long bytes) {
    public static final Amount NOTHING = new Amount(0, 0, 0);

    /** One directory of that many bytes. */
    public static Amount directory(long bytes) {
        return new Amount(1, 0, bytes);
    }

    /** One blob of that many bytes. */
    public static Amount blob(long bytes) {
        return new Amount(0, 1, bytes);
    }

    public Amount plus(Amount more) {
        return new Amount(directories + more.directories, blobs + more.blobs, bytes + more.bytes);
    }
}
