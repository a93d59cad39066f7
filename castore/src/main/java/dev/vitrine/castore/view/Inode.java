package dev.vitrine.castore.view;

import dev.vitrine.castore.model.Digest;

/**
 * Inode numbers out of content alone: the first 62 bits of the digest, and two bits for the kind. 63 bits, so that every tool reads
 * them. Nothing is ever looked up by such a number; two contents that share one mislead a reader of {@code st_ino} and no one else.
 */
public final class Inode {
    /** The top of the view. */
    public static final long TOP = 1;

    private static final int FILE = 0;
    private static final int EXECUTABLE = 1;
    private static final int DIRECTORY = 2;
    private static final int SYMLINK = 3;

    /** Numbers below this are kept for the top and for what systems reserve. */
    private static final long FIRST = 4;

    private static final long OUT_OF_RESERVED = 1L << 62;

    private Inode() {}

    public static long ofFile(Digest digest, boolean executable) {
        return of(digest, executable ? EXECUTABLE : FILE);
    }

    public static long ofDirectory(Digest digest) {
        return of(digest, DIRECTORY);
    }

    /** The number of a symlink, by the BLAKE3 of its target. */
    public static long ofSymlink(Digest target) {
        return of(target, SYMLINK);
    }

    private static long of(Digest digest, int kind) {
        long inode = ((digest.first() >>> 1) & ~3L) | kind;
        return inode < FIRST ? inode | OUT_OF_RESERVED : inode;
    }
}
