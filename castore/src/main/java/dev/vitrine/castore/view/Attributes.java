package dev.vitrine.castore.view;

import java.time.Instant;

/**
 * What {@code stat} says of an entry, the same in every window. Owner and group are 0 and all three times are {@link #TIME}.
 *
 * @param inode see {@link Inode}
 * @param mode file type and permission bits, as {@code st_mode} has them
 * @param size in bytes for files and symlinks; for directories how many nodes lie below; clamped to 2^63-1
 * @param links 1, for directories 2
 */
public record Attributes(long inode, int mode, long size, int links) {
    /** One second after the epoch: the store keeps no times, and some programs take 0 for unknown. */
    public static final Instant TIME = Instant.ofEpochSecond(1);

    /** The preferred size of a read in bytes, {@code st_blksize}. */
    public static final int BLOCK_SIZE = 4096;

    private static final int S_IFDIR = 0040000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFLNK = 0120000;
    private static final int UNIT_OF_BLOCKS = 512;

    /** The attributes of an entry. */
    public static Attributes of(Entry entry) {
        return switch (entry) {
            case Entry.Top top -> new Attributes(top.inode(), S_IFDIR | 0555, 0, 2);
            case Entry.Directory directory ->
                new Attributes(
                        directory.inode(),
                        S_IFDIR | 0555,
                        clamp(directory.node().size()),
                        2);
            case Entry.File file ->
                new Attributes(
                        file.inode(),
                        S_IFREG | (file.node().executable() ? 0555 : 0444),
                        clamp(file.node().size()),
                        1);
            case Entry.Symlink symlink ->
                new Attributes(
                        symlink.inode(), S_IFLNK | 0777, symlink.node().target().length(), 1);
        };
    }

    private static long clamp(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    /** {@code st_blocks}: how many units of 512 bytes the size takes. */
    public long blocks() {
        return size / UNIT_OF_BLOCKS + (size % UNIT_OF_BLOCKS == 0 ? 0 : 1);
    }
}
