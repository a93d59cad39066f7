package dev.vitrine.castore.hash;

/** Compresses several inputs at once, each in its own lanes of the vectors. Stateless and thread-safe but for the workspace. */
interface Lanes {
    /** The most inputs that fit. */
    int count();

    /**
     * As {@link Kernel#chunks} for 1 to {@link #count()} chunks. Their counters are equal in the upper 32 bits, as those of a subtree are.
     */
    void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace workspace);

    /** The values of 1 to {@link #count()} parents; {@code in} and {@code out} may be the same where {@code outOffset <= offset}. */
    void parents(byte[] in, int offset, int count, byte[] out, int outOffset, Workspace workspace);
}
