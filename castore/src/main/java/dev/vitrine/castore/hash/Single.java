package dev.vitrine.castore.hash;

/**
 * One way to hash one chunk or one parent. A value has 32 bytes, and may be written where the input began. Stateless and thread-safe: what
 * a call writes to besides its output is its workspace.
 */
interface Single {
    /**
     * The value of one chunk.
     *
     * @param length 0..1024; 0 only for the empty input
     * @param flags {@link Kernel#ROOT}, or 0
     */
    void chunk(
            byte[] in, int offset, int length, long counter, int flags, byte[] out, int outOffset, Workspace workspace);

    /** The value of the parent of the two values at {@code offset}; flags as for a chunk. */
    void parent(byte[] in, int offset, int flags, byte[] out, int outOffset, Workspace workspace);
}
