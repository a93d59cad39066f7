package dev.vitrine.fusefs.jnr;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import ru.serce.jnrfuse.struct.FileStat;

/**
 * A {@code struct stat} by address, which libfuse hands out zeroed. The offsets are those of jnr-fuse, taken once: its struct objects
 * cost more than a callback. Of fields that are a word on one architecture and half of one on another only the low half is written,
 * which is enough: these systems are little-endian.
 */
public final class StatBuffer {
    private static final FileStat LAYOUT = new FileStat(Runtime.getSystemRuntime());

    /** How many bytes it has. */
    public static final int SIZE = Struct.size(LAYOUT);

    private static final long INODE = LAYOUT.st_ino.offset();
    private static final long MODE = LAYOUT.st_mode.offset();
    private static final long LINKS = LAYOUT.st_nlink.offset();
    private static final long LENGTH = LAYOUT.st_size.offset();
    private static final long BLOCK_SIZE = LAYOUT.st_blksize.offset();
    private static final long BLOCKS = LAYOUT.st_blocks.offset();
    private static final long[] TIMES = {
        LAYOUT.st_atim.tv_sec.offset(), LAYOUT.st_mtim.tv_sec.offset(), LAYOUT.st_ctim.tv_sec.offset()
    };

    private StatBuffer() {}

    /** Sets what a directory entry shows. */
    public static void identity(long address, long inode, int mode) {
        Native.MEMORY.set(JAVA_LONG_UNALIGNED, address + INODE, inode);
        Native.MEMORY.set(JAVA_INT_UNALIGNED, address + MODE, mode);
    }

    /** Sets the number of links. */
    public static void links(long address, int links) {
        Native.MEMORY.set(JAVA_INT_UNALIGNED, address + LINKS, links);
    }

    /** Sets the length in bytes, in blocks of 512 bytes, and the preferred size of a read. */
    public static void size(long address, long bytes, long blocks, int blockSize) {
        Native.MEMORY.set(JAVA_LONG_UNALIGNED, address + LENGTH, bytes);
        Native.MEMORY.set(JAVA_LONG_UNALIGNED, address + BLOCKS, blocks);
        Native.MEMORY.set(JAVA_INT_UNALIGNED, address + BLOCK_SIZE, blockSize);
    }

    /** Sets all three times, in seconds since the epoch. */
    public static void times(long address, long seconds) {
        for (long offset : TIMES) {
            Native.MEMORY.set(JAVA_LONG_UNALIGNED, address + offset, seconds);
        }
    }
}
