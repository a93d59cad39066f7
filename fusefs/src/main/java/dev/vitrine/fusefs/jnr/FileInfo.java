package dev.vitrine.fusefs.jnr;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

/**
 * A {@code struct fuse_file_info} by address. Its layout is written out here, after libfuse 2.9's fuse_common.h on a 64-bit system:
 * jnr-fuse's has no {@code writepage} and cannot set the bits.
 */
public final class FileInfo {
    private static final int BITS = 20;
    private static final int HANDLE = 24;
    private static final byte DIRECT_IO = 1;
    private static final byte KEEP_CACHE = 2;

    private FileInfo() {}

    /** The flags of open(2). */
    public static int flags(long address) {
        return Native.MEMORY.get(JAVA_INT_UNALIGNED, address);
    }

    /** The number that was set when it was opened. */
    public static long handle(long address) {
        return Native.MEMORY.get(JAVA_LONG_UNALIGNED, address + HANDLE);
    }

    /** Sets the number that further calls will show. */
    public static void handle(long address, long handle) {
        Native.MEMORY.set(JAVA_LONG_UNALIGNED, address + HANDLE, handle);
    }

    /** Lets the kernel go on using the pages that it has of this file. */
    public static void keepCache(long address) {
        set(address, KEEP_CACHE);
    }

    /** Lets reads through this handle neither use nor fill the pages that other handles share. */
    public static void directIo(long address) {
        set(address, DIRECT_IO);
    }

    private static void set(long address, byte bit) {
        byte bits = Native.MEMORY.get(JAVA_BYTE, address + BITS);
        Native.MEMORY.set(JAVA_BYTE, address + BITS, (byte) (bits | bit));
    }
}
