package dev.vitrine.fusefs.jnr;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import jnr.ffi.Runtime;
import ru.serce.jnrfuse.struct.Statvfs;

/** A {@code struct statvfs} by address, with the offsets of jnr-fuse. libfuse hands it out zeroed. */
public final class StatvfsBuffer {
    private static final Statvfs LAYOUT = new Statvfs(Runtime.getSystemRuntime());

    private StatvfsBuffer() {}

    /** Says how many blocks and files there are, with none free, and how long a name may be. */
    public static void full(long address, long blockSize, long blocks, long files, long nameMax) {
        set(address + LAYOUT.f_bsize.offset(), blockSize);
        set(address + LAYOUT.f_frsize.offset(), blockSize);
        set(address + LAYOUT.f_blocks.offset(), blocks);
        set(address + LAYOUT.f_files.offset(), files);
        set(address + LAYOUT.f_namemax.offset(), nameMax);
    }

    private static void set(long address, long value) {
        Native.MEMORY.set(JAVA_LONG_UNALIGNED, address, value);
    }
}
