package dev.vitrine.castore.checksum;

/** What checksums are worth to whoever asks for them. */
public enum Effort {
    /** Says what is known, and reads no blob. */
    NONE,
    /** Reads a small blob at once, and has a bigger one read in the background, so that a later call knows. */
    CHEAP,
    /** Has the blob read, whatever its size, and waits for it up to a deadline. */
    WAIT
}
