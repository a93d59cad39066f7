package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What statx(2) says about a file, as far as an import needs it. Two that are equal, taken before and after a file was read, mean that
 * it did not change meanwhile, as finely as the file system's clock can tell.
 *
 * @param device number of the file system
 * @param inode within the device
 * @param mode kind and permissions
 * @param size in bytes
 * @param modified time of the last change to the contents, in nanoseconds since the epoch
 * @param changed time of the last change to contents or inode, in nanoseconds since the epoch
 */
record FileStat(long device, long inode, int mode, long size, long modified, long changed) {
    /** Bytes in a {@code struct statx}, which is the same on every architecture. */
    static final long STRUCT_SIZE = 256;

    /** Which directory it is, by whatever path. */
    record Key(long device, long inode) {}

    static FileStat of(MemorySegment statx) {
        return new FileStat(
                ((long) statx.get(JAVA_INT, 136) << 32) | Integer.toUnsignedLong(statx.get(JAVA_INT, 140)),
                statx.get(JAVA_LONG, 32),
                Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)),
                statx.get(JAVA_LONG, 40),
                nanoseconds(statx, 112),
                nanoseconds(statx, 96));
    }

    private static long nanoseconds(MemorySegment statx, long offset) {
        return statx.get(JAVA_LONG, offset) * 1_000_000_000 + statx.get(JAVA_INT, offset + 8);
    }

    FileKind kind() {
        return FileKind.of(mode >>> 12);
    }

    /** Whether the owner may execute it. */
    boolean executable() {
        return (mode & 0100) != 0;
    }

    Key key() {
        return new Key(device, inode);
    }
}
