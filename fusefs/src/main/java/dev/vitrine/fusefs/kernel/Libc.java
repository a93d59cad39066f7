package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls of Linux that the JDK does not offer, each by the name of its man page. Numbers are those of x86-64 and aarch64, which agree
 * on all that stands here.
 */
public final class Libc {
    public static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENODEV = 19;
    private static final int ENOTCONN = 107;

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 02000000;

    private static final int MNT_FORCE = 1;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    /** Room for a {@code posix_spawn_file_actions_t}, which has 80 bytes in the C library of GNU and in musl. */
    static final int SPAWN_ACTIONS_SIZE = 256;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final MethodHandle READ =
            failing("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            failing("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle OPEN =
            variadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            variadic("ioctl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle CLOSE = failing("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle MOUNT =
            failing("mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle UMOUNT2 = failing("umount2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle STATFS = failing("statfs", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SOCKETPAIR =
            failing("socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle RECVMSG =
            failing("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle WAITPID =
            failing("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SPAWN = plain(
            "posix_spawnp", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ACTIONS_INIT =
            plain("posix_spawn_file_actions_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle ACTIONS_ADDDUP2 =
            plain("posix_spawn_file_actions_adddup2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle ACTIONS_DESTROY =
            plain("posix_spawn_file_actions_destroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle GETEUID = plain("geteuid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETEGID = plain("getegid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle STRERROR = plain("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    /** What strerror(3) says of ENOTCONN, which is what a mount answers whose server is gone. */
    public static final String DEAD_MOUNT = strerror(ENOTCONN);

    private Libc() {}

    /** Where the calls of one thread leave their errno. */
    static final class Failure {
        private final MemorySegment state;

        Failure(Arena arena) {
            state = arena.allocate(STATE);
        }

        int errno() {
            return (int) ERRNO.get(state, 0L);
        }
    }

    /** read(2); negative on failure. */
    static long read(int fd, MemorySegment buffer, Failure failure) {
        try {
            return (long) READ.invokeExact(failure.state, fd, buffer, buffer.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** write(2); negative on failure. */
    static long write(int fd, MemorySegment bytes, Failure failure) {
        try {
            return (long) WRITE.invokeExact(failure.state, fd, bytes, bytes.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** open(2) of what is there. */
    static int open(byte[] path, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            int fd = (int) OPEN.invokeExact(failure.state, string(arena, path), flags, 0);
            return checked("open", fd, failure);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** ioctl(2) with a pointer. */
    static int ioctl(int fd, long request, MemorySegment argument) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            int result = (int) IOCTL.invokeExact(failure.state, fd, request, argument);
            return checked("ioctl", result, failure);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** close(2); nothing can be done about its failure. */
    static void close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(new Failure(arena).state, fd);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** mount(2). */
    static void mount(String source, byte[] target, String type, long flags, String data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            int result = (int) MOUNT.invokeExact(
                    failure.state,
                    arena.allocateFrom(source),
                    string(arena, target),
                    arena.allocateFrom(type),
                    flags,
                    arena.allocateFrom(data));
            checked("mount", result, failure);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Unmounts at once, in use or not (umount2(2)): the connection is cut, so requests that wait get errors, and the mount leaves the
     * tree. False without the rights of root.
     */
    public static boolean unmount(byte[] mountpoint) {
        try (Arena arena = Arena.ofConfined()) {
            int flags = MNT_FORCE | MNT_DETACH | UMOUNT_NOFOLLOW;
            return (int) UMOUNT2.invokeExact(new Failure(arena).state, string(arena, mountpoint), flags) == 0;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Whether a mount is there whose server is gone. It is asked for statfs(2): what the kernel remembers of a directory it tells of a
     * dead mount as well.
     */
    public static boolean isDeadMount(byte[] path) {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            MemorySegment answer = arena.allocate(256, Long.BYTES); // struct statfs has 120 bytes
            int result = (int) STATFS.invokeExact(failure.state, string(arena, path), answer);
            return result < 0 && failure.errno() == ENOTCONN;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** socketpair(2): both ends. */
    static int[] socketpair(int domain, int type) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            checked("socketpair", (int) SOCKETPAIR.invokeExact(failure.state, domain, type, 0, ends), failure);
            return ends.toArray(JAVA_INT);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** recvmsg(2); descriptors that come with it are closed in programs that we start. */
    static long recvmsg(int fd, MemorySegment header) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            long length;
            do {
                length = (long) RECVMSG.invokeExact(failure.state, fd, header, MSG_CMSG_CLOEXEC);
            } while (length < 0 && failure.errno() == EINTR);
            checked("recvmsg", (int) length, failure);
            return length;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** waitpid(2): the status of a child that has ended, however long that takes. */
    static int waitpid(int pid) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Failure failure = new Failure(arena);
            MemorySegment status = arena.allocate(JAVA_INT);
            int result;
            do {
                result = (int) WAITPID.invokeExact(failure.state, pid, status, 0);
            } while (result < 0 && failure.errno() == EINTR);
            checked("waitpid", result, failure);
            return status.get(JAVA_INT, 0);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * posix_spawnp(3) of a program that gets a descriptor of ours: {@link ProcessBuilder} closes all but three.
     *
     * @param environment as in {@code environ}, all of it
     * @param given becomes the descriptor {@code as} there
     * @return the process id
     */
    static int spawn(byte[][] command, byte[][] environment, int given, int as) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(SPAWN_ACTIONS_SIZE, Long.BYTES);
            MemorySegment pid = arena.allocate(JAVA_INT);
            spawned((int) ACTIONS_INIT.invokeExact(actions));
            try {
                spawned((int) ACTIONS_ADDDUP2.invokeExact(actions, given, as));
                MemorySegment arguments = strings(arena, command);
                spawned((int) SPAWN.invokeExact(
                        pid,
                        arguments.get(ADDRESS, 0),
                        actions,
                        MemorySegment.NULL,
                        arguments,
                        strings(arena, environment)));
            } finally {
                int _ = (int) ACTIONS_DESTROY.invokeExact(actions);
            }
            return pid.get(JAVA_INT, 0);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static void spawned(int errno) throws IOException {
        if (errno != 0) {
            throw new IOException("posix_spawn: " + strerror(errno));
        }
    }

    /** geteuid(2). */
    public static int euid() {
        try {
            return (int) GETEUID.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** getegid(2). */
    static int egid() {
        try {
            return (int) GETEGID.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @SuppressWarnings("restricted")
    static String strerror(int errno) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(errno))
                    .reinterpret(256)
                    .getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static int checked(String call, int result, Failure failure) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": " + strerror(failure.errno()));
        }
        return result;
    }

    private static MemorySegment string(Arena arena, byte[] bytes) {
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    private static MemorySegment strings(Arena arena, byte[][] all) {
        MemorySegment pointers = arena.allocate(ADDRESS, all.length + 1L);
        for (int i = 0; i < all.length; i++) {
            pointers.setAtIndex(ADDRESS, i, string(arena, all[i]));
        }
        return pointers;
    }

    private static IllegalStateException broken(Throwable e) {
        return new IllegalStateException("the native call failed", e);
    }

    /** A function that reports failure by errno, which the JVM would overwrite before anyone could look. */
    private static MethodHandle failing(String name, FunctionDescriptor descriptor) {
        return function(name, descriptor, CAPTURE);
    }

    private static MethodHandle variadic(String name, int fixed, FunctionDescriptor descriptor) {
        return function(name, descriptor, CAPTURE, Linker.Option.firstVariadicArg(fixed));
    }

    private static MethodHandle plain(String name, FunctionDescriptor descriptor) {
        return function(name, descriptor);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }
}
