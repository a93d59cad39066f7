package dev.vitrine.castore.hash;

/**
 * One way to compress. All values are 32 bytes, and an output may lie where the input began. Stateless and thread-safe: what a call
 * writes to besides its output is its workspace.
 */
interface Kernel {
    /** Bytes in a block, in a chunk, and in a value. */
    int BLOCK = 64;

    int CHUNK = 1024;
    int VALUE = 32;

    /** The domain flags of the BLAKE3 paper, section 2.3. */
    int CHUNK_START = 1;

    int CHUNK_END = 2;
    int PARENT = 4;
    int ROOT = 8;

    /** What the {@code vitrine.blake3} setting calls it. */
    String name();

    /**
     * The value of one chunk.
     *
     * @param length 0..1024; 0 only for the empty input
     * @param flags {@link #ROOT}, or 0
     */
    void chunk(
            byte[] in, int offset, int length, long counter, int flags, byte[] out, int outOffset, Workspace workspace);

    /** The value of the parent of the two values at {@code offset}; flags as for a chunk. */
    void parent(byte[] in, int offset, int flags, byte[] out, int outOffset, Workspace workspace);

    /** The values of {@code count} whole chunks that follow each other, the first of which has that counter. */
    void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace workspace);

    /** Replaces the first {@code count} pairs of values by the values of their parents, which then come first. */
    void parents(byte[] values, int count, Workspace workspace);
}
