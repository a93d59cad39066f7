package dev.vitrine.fusefs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The calls of Linux that neither the JDK nor jnr-fuse offers. */
final class SystemCalls {
    /** What strerror(3) says of ENOTCONN. */
    static final String DEAD_MOUNT = strerror(107);

    private static final int MNT_FORCE = 1;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;

    private SystemCalls() {}

    /**
     * Unmounts at once, in use or not (umount2(2)): the connection is cut, so requests that wait get errors, and the mount leaves the
     * tree. False without the rights of root.
     */
    static boolean unmount(byte[] mountpoint) {
        MethodHandle umount2 = function("umount2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocate(mountpoint.length + 1L);
            MemorySegment.copy(mountpoint, 0, path, JAVA_BYTE, 0, mountpoint.length);
            return (int) umount2.invokeExact(path, MNT_FORCE | MNT_DETACH | UMOUNT_NOFOLLOW) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("the native call failed", e);
        }
    }

    /** Whether this process has the rights of root (geteuid(2)). */
    static boolean root() {
        try {
            return (int) function("geteuid", FunctionDescriptor.of(JAVA_INT)).invokeExact() == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("the native call failed", e);
        }
    }

    @SuppressWarnings("restricted")
    private static String strerror(int errno) {
        MethodHandle strerror = function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        try {
            return ((MemorySegment) strerror.invokeExact(errno))
                    .reinterpret(256)
                    .getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("the native call failed", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
