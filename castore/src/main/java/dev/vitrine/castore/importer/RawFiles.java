package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The disk, with names and link targets as the bytes that they are, whatever the locale. Names are looked up in an open directory,
 * so no path is too long; symlinks are never followed. Each method throws {@link ErrnoException}. Not thread-safe: each thread has
 * one of its own, which holds some 40 KiB off the heap.
 */
final class RawFiles {
    /** One name in a directory. {@link FileKind#UNKNOWN} where the file system wants to be asked. */
    record Child(RawName name, FileKind kind) {}

    private static final RawName NO_NAME = RawName.of(new byte[0]);
    private static final RawName SELF = RawName.of(new byte[] {'.'});
    private static final RawName PARENT = RawName.of(new byte[] {'.', '.'});
    private static final int PATH_MAX = 4096;
    private static final int LISTING = 32 * 1024;

    private static final boolean ARM = System.getProperty("os.arch", "").startsWith("aarch64");
    private static final int O_NONBLOCK = 0x800;
    private static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
    private static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
    private static final int O_CLOEXEC = 0x80000;

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_STATX_DONT_SYNC = 0x4000;
    private static final int STATX_BASIC_STATS = 0x7ff;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment state = LinuxCalls.state(arena);
    private final MemorySegment path = arena.allocate(PATH_MAX);
    private final MemorySegment target = arena.allocate(PATH_MAX);
    private final MemorySegment stat = arena.allocate(FileStat.STRUCT_SIZE, 8);
    private final MemorySegment listing = arena.allocate(LISTING, 8);

    /** Opens a directory for {@link #list} and for lookups. */
    Descriptor openDirectory(Descriptor at, RawName name) throws ErrnoException {
        return open(at, name, O_DIRECTORY);
    }

    /** Opens a regular file for reading. Does not wait for a writer, should the name be a fifo by now. */
    Descriptor openFile(Descriptor at, RawName name) throws ErrnoException {
        return open(at, name, O_NONBLOCK);
    }

    private Descriptor open(Descriptor at, RawName name, int flags) throws ErrnoException {
        int all = flags | O_NOFOLLOW | O_CLOEXEC;
        return new Descriptor((int) checked(LinuxCalls.openat(state, at.number(), path(name), all)));
    }

    /** Describes an open file. */
    FileStat stat(Descriptor file) throws ErrnoException {
        return stat(file, NO_NAME, AT_EMPTY_PATH);
    }

    /**
     * Describes what has that name. The attributes that the kernel has at hand will do, so that a mount whose server hangs cannot
     * hang the caller.
     */
    FileStat stat(Descriptor at, RawName name) throws ErrnoException {
        return stat(at, name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC);
    }

    private FileStat stat(Descriptor at, RawName name, int flags) throws ErrnoException {
        checked(LinuxCalls.statx(state, at.number(), path(name), flags, STATX_BASIC_STATS, stat));
        return FileStat.of(stat);
    }

    /** The target of a symlink, byte for byte. */
    byte[] readLink(Descriptor at, RawName name) throws ErrnoException {
        long length = checked(LinuxCalls.readlinkat(state, at.number(), path(name), target));
        return target.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** Every name in an open directory but {@code .} and {@code ..}, in the order of the file system. To be called once. */
    List<Child> list(Descriptor directory) throws ErrnoException {
        List<Child> children = new ArrayList<>();
        long length = checked(LinuxCalls.getdents(state, directory.number(), listing));
        while (length > 0) {
            addAll(children, length);
            length = checked(LinuxCalls.getdents(state, directory.number(), listing));
        }
        return children;
    }

    /** Reads records of {@code struct linux_dirent64}: inode 8, offset 8, record length 2, type 1, name with NUL. */
    private void addAll(List<Child> children, long length) {
        for (long at = 0; at < length; ) {
            RawName name = name(at + 19);
            if (!name.equals(SELF) && !name.equals(PARENT)) {
                children.add(new Child(name, FileKind.of(listing.get(JAVA_BYTE, at + 18))));
            }
            at += Short.toUnsignedInt(listing.get(JAVA_SHORT_UNALIGNED, at + 16));
        }
    }

    private RawName name(long from) {
        long to = from;
        while (listing.get(JAVA_BYTE, to) != 0) {
            to++;
        }
        return RawName.of(listing.asSlice(from, to - from).toArray(JAVA_BYTE));
    }

    /** Reads on in an open file; 0 at its end. */
    int read(Descriptor file, MemorySegment into) throws ErrnoException {
        return (int) checked(LinuxCalls.read(state, file.number(), into));
    }

    private MemorySegment path(RawName name) throws ErrnoException {
        byte[] bytes = name.bytes();
        if (bytes.length >= PATH_MAX) {
            throw new ErrnoException(ErrnoException.ENAMETOOLONG);
        }
        MemorySegment.copy(bytes, 0, path, JAVA_BYTE, 0, bytes.length);
        path.set(JAVA_BYTE, bytes.length, (byte) 0);
        return path;
    }

    private long checked(long result) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(LinuxCalls.errno(state));
        }
        return result;
    }
}
