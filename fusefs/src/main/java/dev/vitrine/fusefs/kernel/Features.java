package dev.vitrine.fusefs.kernel;

/**
 * What the two sides of a connection can do: the flags of FUSE_INIT (linux/fuse.h), by which a kernel offers and a server chooses.
 *
 * @param bits the lower half as {@code flags} and the upper one as {@code flags2}
 */
public record Features(long bits) {
    /** Reads of one file may be asked for before others are answered. */
    public static final long ASYNC_READ = 1L;
    /** Listings may bring the attributes of their entries. */
    public static final long DO_READDIRPLUS = 1L << 13;
    /** And the kernel asks for that only where somebody looks at them. */
    public static final long READDIRPLUS_AUTO = 1L << 14;
    /** ENOSYS to an OPEN means that no file needs one. */
    public static final long NO_OPEN_SUPPORT = 1L << 17;
    /** Look-ups and listings in one directory may run at once. */
    public static final long PARALLEL_DIROPS = 1L << 18;
    /** The kernel remembers that a file has no access control list. */
    public static final long POSIX_ACL = 1L << 20;
    /** {@code max_pages} is looked at. */
    public static final long MAX_PAGES = 1L << 22;
    /** The kernel keeps targets of symlinks. */
    public static final long CACHE_SYMLINKS = 1L << 23;
    /** ENOSYS to an OPENDIR means that no directory needs one. */
    public static final long NO_OPENDIR_SUPPORT = 1L << 24;
    /** Pages are dropped only when the server says so. */
    public static final long EXPLICIT_INVAL_DATA = 1L << 25;
    /** {@code flags2} is looked at. */
    public static final long INIT_EXT = 1L << 30;
    /** The kernel reads backing files by itself. */
    public static final long PASSTHROUGH = 1L << 37;

    private static final long LOW = 0xffff_ffffL;

    static Features of(int low, int high) {
        return new Features((low & LOW) | ((long) high << Integer.SIZE));
    }

    /** Whether a feature is among them. */
    public boolean has(long feature) {
        return (bits & feature) != 0;
    }

    /** Those of these that a kernel has as well. */
    Features offeredBy(Features kernel) {
        return new Features(bits & kernel.bits);
    }

    int low() {
        return (int) bits;
    }

    int high() {
        return (int) (bits >>> Integer.SIZE);
    }
}
