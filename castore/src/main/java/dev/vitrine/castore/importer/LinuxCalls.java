package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of the C library by which {@link RawFiles} reads the disk, as in their section 2 man pages. Thread-safe. A result
 * below 0 is a failure, whose number {@link #errno} finds in the state that the call was given.
 */
@SuppressWarnings("restricted") // deploy/jvm.options grants native access
final class LinuxCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPENAT = handle(
            "openat",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(3));
    private static final MethodHandle STATX =
            handle("statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS), ERRNO);
    private static final MethodHandle READLINKAT =
            handle("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle GETDENTS =
            handle("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle STRERROR = handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private LinuxCalls() {}

    private static MethodHandle handle(String name, FunctionDescriptor shape, Linker.Option... options) {
        MemorySegment address = LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsupportedOperationException(
                        "importing needs Linux with glibc 2.30 or newer: this system has no " + name));
        return LINKER.downcallHandle(address, shape, options);
    }

    /** Room for what a call leaves behind for {@link #errno}. */
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    static int errno(MemorySegment state) {
        return state.get(JAVA_INT, ERRNO_OFFSET);
    }

    static int openat(MemorySegment state, int directory, MemorySegment path, int flags) {
        try {
            return (int) OPENAT.invokeExact(state, directory, path, flags);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int statx(MemorySegment state, int directory, MemorySegment path, int flags, int mask, MemorySegment out) {
        try {
            return (int) STATX.invokeExact(state, directory, path, flags, mask, out);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long readlinkat(MemorySegment state, int directory, MemorySegment path, MemorySegment out) {
        try {
            return (long) READLINKAT.invokeExact(state, directory, path, out, out.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long getdents(MemorySegment state, int directory, MemorySegment out) {
        try {
            return (long) GETDENTS.invokeExact(state, directory, out, out.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long read(MemorySegment state, int file, MemorySegment out) {
        try {
            return (long) READ.invokeExact(state, file, out, out.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Whatever it answers, the descriptor is gone; for one that was only read there is nothing to lose. */
    static void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The system's words for an error number. */
    static String strerror(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The calls themselves throw nothing; a mistake in how they are made does. */
    private static AssertionError unexpected(Throwable e) {
        return new AssertionError(e);
    }
}
