package dev.vitrine.castore.hash;

/** The subtrees whose values are reported: what an outboard of iroh's block size keeps, and what one verified read covers. */
final class Group {
    static final int CHUNKS = 16;
    static final int BYTES = CHUNKS * Kernel.CHUNK;

    private Group() {}
}
