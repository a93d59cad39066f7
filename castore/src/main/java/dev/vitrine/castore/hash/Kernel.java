package dev.vitrine.castore.hash;

/** One way to hash chunks and parents, one or many. */
interface Kernel extends Single {
    /** Bytes in a block, in a chunk, and in a value. */
    int BLOCK = 64;

    int CHUNK = 1024;
    int VALUE = 32;

    /** The domain flags of the BLAKE3 paper, section 2.3. */
    int CHUNK_START = 1;

    int CHUNK_END = 2;
    int PARENT = 4;
    int ROOT = 8;

    /** The flags of a block of a whole chunk that is not the root. */
    static int flagsOf(int block) {
        return switch (block) {
            case 0 -> CHUNK_START;
            case CHUNK / BLOCK - 1 -> CHUNK_END;
            default -> 0;
        };
    }

    /** What it is called where it is asked for. */
    KernelName name();

    /** The values of {@code count} whole chunks that follow each other, the first of which has that counter. */
    void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace workspace);

    /** Replaces the first {@code count} pairs of values by the values of their parents, which then come first. */
    void parents(byte[] values, int count, Workspace workspace);
}
