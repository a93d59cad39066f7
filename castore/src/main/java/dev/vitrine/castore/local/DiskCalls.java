package dev.vitrine.castore.local;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vitrine.castore.model.PathBytes;
import java.io.FileNotFoundException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * What Linux can do for a writer of files and Java has no word for, as in the man pages syncfs(2), sync_file_range(2) and
 * ioctl_ficlone(2). All of it is there in every glibc since 2.14. Thread-safe.
 */
@SuppressWarnings("restricted") // deploy/jvm.options grants native access
final class DiskCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_CLOEXEC = 0x80000;
    /** What the umask leaves of {@code r--r--r--}. */
    private static final int READ_ONLY = 0444;

    /** {@code _IOW(0x94, 9, int)} in linux/fs.h; the same number on x86-64 and aarch64. */
    private static final long FICLONE = 0x40049409L;

    private static final int SYNC_FILE_RANGE_WRITE = 2;

    private static final MethodHandle OPEN = handle(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SYNCFS = handle("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SYNC_FILE_RANGE =
            handle("sync_file_range", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle IOCTL = handle(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT), Linker.Option.firstVariadicArg(2));

    private DiskCalls() {}

    private static MethodHandle handle(String name, FunctionDescriptor shape, Linker.Option... options) {
        MemorySegment address = LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsupportedOperationException(
                        "a local store needs Linux with glibc 2.14 or newer: this system has no " + name));
        return LINKER.downcallHandle(address, shape, options);
    }

    /** Opens a file or directory, and gives its number; for {@link #close}. */
    static int openToRead(Path path) throws FileNotFoundException {
        return open(path, O_RDONLY | O_CLOEXEC);
    }

    /** Makes a file that nobody may open for writing after that, and gives its number; for {@link #close}. */
    static int create(Path path) throws FileNotFoundException {
        return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
    }

    private static int open(Path path, int flags) throws FileNotFoundException {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = PathBytes.of(path);
            MemorySegment name = arena.allocate(bytes.length + 1L);
            MemorySegment.copy(bytes, 0, name, JAVA_BYTE, 0, bytes.length);
            int number = (int) OPEN.invokeExact(name, flags, READ_ONLY);
            if (number < 0) {
                throw new FileNotFoundException(path + " cannot be opened");
            }
            return number;
        } catch (FileNotFoundException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void close(int number) {
        try {
            int ignored = (int) CLOSE.invokeExact(number);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Writes all that the file system of an open file holds back; says whether that, and all writing back before, worked. */
    static boolean syncFileSystem(int number) {
        try {
            return (int) SYNCFS.invokeExact(number) == 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Lets the kernel begin to write a part of a file to the disk. A hint: whether it does shows at the next sync. */
    static void startWriting(int number, long from, long length) {
        try {
            int ignored = (int) SYNC_FILE_RANGE.invokeExact(number, from, length, SYNC_FILE_RANGE_WRITE);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Makes the target share all data of the source; false where the file systems cannot, and then the target is as it was. */
    static boolean share(int source, int target) {
        try {
            return (int) IOCTL.invokeExact(target, FICLONE, source) == 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The calls themselves throw nothing; a mistake in how they are made does. */
    private static AssertionError unexpected(Throwable e) {
        return new AssertionError(e);
    }
}
