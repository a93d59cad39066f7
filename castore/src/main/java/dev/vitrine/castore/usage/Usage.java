package dev.vitrine.castore.usage;

/**
 * How much something takes. Equal directories may stand in a tree so often that a number passes 2^63-1; then it stays at that.
 *
 * @param bytes in all files, each counted wherever it stands
 * @param distinctBytes in the blobs that were not met before
 * @param entries how many files, directories and symlinks lie below
 */
public record Usage(long bytes, long distinctBytes, long entries) {
    /** Of what is empty. */
    public static final Usage NOTHING = new Usage(0, 0, 0);

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(sum(bytes, other.bytes), sum(distinctBytes, other.distinctBytes), sum(entries, other.entries));
    }

    /** The same met again, when all its blobs are known. */
    Usage again() {
        return new Usage(bytes, 0, entries);
    }

    /** What the directory above has of it: one entry more. */
    Usage asChild() {
        return new Usage(bytes, distinctBytes, sum(entries, 1));
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
