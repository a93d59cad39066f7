package dev.vitrine.fusefs.jnr;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The {@code fuse_fill_dir_t} of one listing. It goes through the JDK's own foreign calls, as jnr-fuse's takes names as text. For one
 * thread, while the callback runs.
 */
public final class Filler {
    @SuppressWarnings("restricted")
    private static final MethodHandle FILL = Linker.nativeLinker()
            .downcallHandle(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private static final int LONGEST_NAME = 255;

    /** One zeroed stat and one name for each thread: only identity is ever written to the stat. */
    private static final ThreadLocal<MemorySegment> SCRATCH =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(StatBuffer.SIZE + LONGEST_NAME + 1L, Long.BYTES));

    private final MemorySegment function;
    private final long buffer;
    private final MemorySegment scratch = SCRATCH.get();
    private final long stat = scratch.address();
    private final long name = stat + StatBuffer.SIZE;

    /** The filler at that address, for that buffer; both as {@link Operations#readdir} got them. */
    public Filler(long function, long buffer) {
        this.function = MemorySegment.ofAddress(function);
        this.buffer = buffer;
    }

    /**
     * Adds one entry.
     *
     * @param bytes the name, at most 255 bytes
     * @param next the offset at which the listing goes on after this entry, not 0
     * @return whether there was room for it
     */
    public boolean add(byte[] bytes, long inode, int mode, long next) {
        Native.putString(name, bytes, bytes.length);
        StatBuffer.identity(stat, inode, mode);
        try {
            return (int) FILL.invokeExact(function, buffer, name, stat, next) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("the native call failed", e);
        }
    }
}
