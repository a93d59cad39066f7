package dev.vitrine.fusefs.kernel;

/**
 * The structs of linux/fuse.h: where each field stands, in bytes, and how long the whole is. Every field has a fixed width and stands
 * at a multiple of it, so these numbers hold on every architecture; the byte order is the machine's. A test compares them with what C
 * compilers for x86-64 and aarch64 say.
 */
public final class Wire {
    /** The major version of the protocol, which has not changed since 2005. */
    static final int MAJOR = 7;
    /** The newest minor version that this knows: 40 brought passthrough. */
    static final int MINOR = 40;
    /** The oldest kernel that this speaks to, Linux 3.15: its structs have the sizes below, and it caches what it is told to. */
    static final int OLDEST_MINOR = 23;

    private Wire() {}

    /** {@code struct fuse_in_header}, before every request. */
    static final class InHeader {
        static final int LEN = 0;
        static final int OPCODE = 4;
        static final int UNIQUE = 8;
        static final int NODEID = 16;
        static final int SIZE = 40;

        private InHeader() {}
    }

    /** {@code struct fuse_out_header}, before every answer. */
    static final class OutHeader {
        static final int LEN = 0;
        static final int ERROR = 4;
        static final int UNIQUE = 8;
        static final int SIZE = 16;

        private OutHeader() {}
    }

    /** {@code struct fuse_init_in}. */
    static final class InitIn {
        static final int MAJOR = 0;
        static final int MINOR = 4;
        static final int MAX_READAHEAD = 8;
        static final int FLAGS = 12;
        static final int FLAGS2 = 16;
        /** Up to and with {@code flags}: all there is before minor 36. */
        static final int SHORT_SIZE = 16;

        private InitIn() {}
    }

    /** {@code struct fuse_init_out}. */
    static final class InitOut {
        static final int MAJOR = 0;
        static final int MINOR = 4;
        static final int MAX_READAHEAD = 8;
        static final int FLAGS = 12;
        static final int MAX_BACKGROUND = 16;
        static final int CONGESTION_THRESHOLD = 18;
        static final int MAX_WRITE = 20;
        static final int TIME_GRAN = 24;
        static final int MAX_PAGES = 28;
        static final int FLAGS2 = 32;
        static final int MAX_STACK_DEPTH = 36;
        static final int SIZE = 64;

        private InitOut() {}
    }

    /** {@code struct fuse_attr}. */
    public static final class Attr {
        public static final int INO = 0;
        public static final int BYTES = 8;
        public static final int BLOCKS = 16;
        public static final int ATIME = 24;
        public static final int MTIME = 32;
        public static final int CTIME = 40;
        public static final int MODE = 60;
        public static final int NLINK = 64;
        public static final int BLKSIZE = 80;
        public static final int SIZE = 88;

        private Attr() {}
    }

    /** {@code struct fuse_entry_out}. */
    public static final class EntryOut {
        public static final int NODEID = 0;
        public static final int ENTRY_VALID = 16;
        public static final int ATTR_VALID = 24;
        public static final int ATTR = 40;
        public static final int SIZE = ATTR + Attr.SIZE;

        private EntryOut() {}
    }

    /** {@code struct fuse_attr_out}. */
    public static final class AttrOut {
        public static final int ATTR_VALID = 0;
        public static final int ATTR = 16;
        public static final int SIZE = ATTR + Attr.SIZE;

        private AttrOut() {}
    }

    /** {@code struct fuse_dirent}, without the name that follows it. */
    public static final class Dirent {
        public static final int INO = 0;
        public static final int OFF = 8;
        public static final int NAMELEN = 16;
        public static final int TYPE = 20;
        public static final int SIZE = 24;
        /** Each begins at a multiple of this. */
        public static final int ALIGNMENT = 8;

        private Dirent() {}
    }

    /** {@code struct fuse_open_in}. */
    public static final class OpenIn {
        public static final int FLAGS = 0;

        private OpenIn() {}
    }

    /** {@code struct fuse_open_out}. */
    public static final class OpenOut {
        public static final int FH = 0;
        public static final int OPEN_FLAGS = 8;
        public static final int BACKING_ID = 12;
        public static final int SIZE = 16;

        private OpenOut() {}
    }

    /** {@code struct fuse_read_in}, also of readdir. */
    public static final class ReadIn {
        public static final int FH = 0;
        public static final int OFFSET = 8;
        public static final int LENGTH = 16;

        private ReadIn() {}
    }

    /** {@code struct fuse_release_in}. */
    public static final class ReleaseIn {
        public static final int FH = 0;

        private ReleaseIn() {}
    }

    /** {@code struct fuse_getxattr_in}, also of listxattr; the name follows for the first. */
    public static final class GetxattrIn {
        public static final int LENGTH = 0;
        public static final int SIZE = 8;

        private GetxattrIn() {}
    }

    /** {@code struct fuse_getxattr_out}. */
    public static final class GetxattrOut {
        public static final int LENGTH = 0;
        public static final int SIZE = 8;

        private GetxattrOut() {}
    }

    /** {@code struct fuse_access_in}. */
    public static final class AccessIn {
        public static final int MASK = 0;

        private AccessIn() {}
    }

    /** {@code struct fuse_kstatfs}. */
    public static final class Statfs {
        public static final int BLOCKS = 0;
        public static final int FILES = 24;
        public static final int BSIZE = 40;
        public static final int NAMELEN = 44;
        public static final int FRSIZE = 48;
        public static final int SIZE = 80;

        private Statfs() {}
    }

    /** {@code struct fuse_forget_in}. */
    public static final class ForgetIn {
        public static final int NLOOKUP = 0;

        private ForgetIn() {}
    }

    /** {@code struct fuse_batch_forget_in}, and {@code struct fuse_forget_one} of which {@code COUNT} follow. */
    public static final class BatchForgetIn {
        public static final int COUNT = 0;
        public static final int SIZE = 8;
        public static final int ONE_NODEID = 0;
        public static final int ONE_NLOOKUP = 8;
        public static final int ONE_SIZE = 16;

        private BatchForgetIn() {}
    }

    /** {@code struct fuse_interrupt_in}. */
    static final class InterruptIn {
        static final int UNIQUE = 0;
        static final int SIZE = 8;

        private InterruptIn() {}
    }

    /** {@code struct fuse_notify_inval_inode_out}. */
    static final class InvalInode {
        static final int INO = 0;
        static final int OFF = 8;
        static final int LENGTH = 16;
        static final int SIZE = 24;

        private InvalInode() {}
    }

    /** {@code struct fuse_notify_inval_entry_out}, without the name that follows it. */
    static final class InvalEntry {
        static final int PARENT = 0;
        static final int NAMELEN = 8;
        static final int SIZE = 16;

        private InvalEntry() {}
    }

    /** {@code struct fuse_backing_map}. */
    static final class BackingMap {
        static final int FD = 0;
        static final int SIZE = 16;

        private BackingMap() {}
    }
}
