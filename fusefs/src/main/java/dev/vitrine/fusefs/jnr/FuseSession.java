package dev.vitrine.fusefs.jnr;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * One mounted libfuse2 session. Thread-safe up to {@link #destroy}, which must come when no thread is in any other method.
 *
 * <p>jnr-fuse's own {@code mount} is not used: it waits two seconds, loses late errors, and lets libfuse run the callbacks on threads
 * that are not Java's, so that each callback attaches and detaches one.
 */
public final class FuseSession {
    private static final long TOP = 1;
    private static final int FUSE_RMDIR = 11;
    private static final int HEADER_LENGTH = 40;
    private static final int OPCODE = 4;
    private static final int UNIQUE = 8;
    private static final int OUT_HEADER_LENGTH = 16;
    private static final int OUT_ERROR = 4;
    private static final int EINTR = 4;

    /** Even, as odd ones mean interrupts, and one that the kernel, which counts up from 2, will not come to. */
    private static final long NO_REQUEST_OF_THE_KERNEL = Long.MAX_VALUE - 1;

    private final LibFuse2 library;
    /** Held because the closures must outlive the answers. */
    private final OperationTable operations;

    private final long fuse;
    private final long session;
    private final long channel;

    private FuseSession(LibFuse2 library, OperationTable operations, long fuse, long session) {
        this.library = library;
        this.operations = operations;
        this.fuse = fuse;
        this.session = session;
        this.channel = library.fuse_session_next_chan(session, 0);
    }

    /**
     * Mounts, which takes effect at once; requests wait until they are received. Empty if libfuse refused; it has then said why on
     * standard error, and nothing is mounted.
     *
     * @param mountpoint an absolute path
     * @param options as after {@code -o}
     */
    public static Optional<FuseSession> open(
            LibFuse2 library, OperationTable operations, byte[] mountpoint, String options) {
        try (Arena arena = Arena.ofConfined()) {
            long fuse = setUp(library, operations, arena, mountpoint, options);
            if (fuse == 0) {
                return Optional.empty();
            }
            long session = library.fuse_get_session(fuse);
            // It sets handlers only where the JVM has none of its own, and even those are not for it to have.
            library.fuse_remove_signal_handlers(session);
            return Optional.of(new FuseSession(library, operations, fuse, session));
        }
    }

    private static long setUp(
            LibFuse2 library, OperationTable operations, Arena arena, byte[] mountpoint, String options) {
        MemorySegment place = arena.allocate(mountpoint.length + 1L);
        MemorySegment.copy(mountpoint, 0, place, JAVA_BYTE, 0, mountpoint.length);
        MemorySegment[] words = {
            arena.allocateFrom("vitrine"),
            place,
            arena.allocateFrom("-f"),
            arena.allocateFrom("-o"),
            arena.allocateFrom(options)
        };
        MemorySegment arguments = arena.allocate(ADDRESS, words.length + 1L);
        for (int i = 0; i < words.length; i++) {
            arguments.setAtIndex(ADDRESS, i, words[i]);
        }
        MemorySegment results = arena.allocate(ADDRESS, 2);
        long table = operations.address();
        long second = results.address() + ADDRESS.byteSize();
        return library.fuse_setup(
                words.length, arguments.address(), table, operations.size(), results.address(), second, 0);
    }

    /** A place for one request at a time, on one thread. */
    public final class Seat implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final long size = library.fuse_chan_bufsize(channel);
        private final MemorySegment buffer = arena.allocate(size, Long.BYTES);
        private final MemorySegment pointer = arena.allocate(ADDRESS);
        private int length;

        private Seat() {
            pointer.set(ADDRESS, 0, MemorySegment.ofAddress(channel));
        }

        /** Waits for the next request; false when none will come any more. */
        public boolean receive() {
            do {
                length = library.fuse_chan_recv(pointer.address(), buffer.address(), size);
            } while (length == -EINTR);
            return length > 0;
        }

        /** What the request that was received asks for ({@code enum fuse_opcode}). */
        public int opcode() {
            return buffer.get(JAVA_INT, OPCODE);
        }

        /** The number that the answer to it must have. */
        public long unique() {
            return buffer.get(JAVA_LONG, UNIQUE);
        }

        /** The first 64 bits after its header. */
        public long argument() {
            return buffer.get(JAVA_LONG, HEADER_LENGTH);
        }

        /** Answers the request that was received: calls one of the {@link Operations}. */
        public void answer() {
            try {
                library.fuse_session_process(session, buffer.address(), length, channel);
            } finally {
                Reference.reachabilityFence(operations);
            }
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** A seat for the thread that calls this. Requests are answered at once by as many seats as there are, and in no order. */
    public Seat seat() {
        return new Seat();
    }

    /**
     * Answers a request with an error, over the head of whoever is about to answer it. libfuse takes back by itself what it did for an
     * answer that the kernel no longer waits for.
     */
    public void refuse(long unique, int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(OUT_HEADER_LENGTH, Long.BYTES);
            answer.set(JAVA_INT, 0, OUT_HEADER_LENGTH);
            answer.set(JAVA_INT, OUT_ERROR, -errno);
            answer.set(JAVA_LONG, UNIQUE, unique);
            MemorySegment vector = arena.allocate(ADDRESS, 2);
            vector.setAtIndex(ADDRESS, 0, answer);
            vector.setAtIndex(JAVA_LONG, 1, answer.byteSize());
            int _ = library.fuse_chan_send(channel, vector.address(), 1);
        }
    }

    /** Lets {@link Seat#receive} end. Only once the connection is cut: a request that comes after this is read, and dropped without an answer. */
    public void exit() {
        library.fuse_exit(fuse);
    }

    /**
     * Makes libfuse forget what it knows by that name at the top, so that the name will get a new kernel inode, and nothing below it
     * is reached through the old one any more; what is open stays open. Waits for requests about it that are being answered, during
     * which {@link Operations#rmdir} is called on this thread and must return 0.
     *
     * <p>libfuse2 ties an inode to its path, and has no call to break that tie but the removal of the path: so this hands it a removal
     * of its own. The answer goes to the kernel, which did not ask and ignores it (ENOENT on the device, which libfuse expects).
     */
    public void forget(byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(HEADER_LENGTH + name.length + 1L, Long.BYTES);
            ByteBuffer header = request.asByteBuffer().order(ByteOrder.nativeOrder());
            header.putInt((int) request.byteSize()).putInt(FUSE_RMDIR);
            header.putLong(NO_REQUEST_OF_THE_KERNEL).putLong(TOP);
            header.position(HEADER_LENGTH).put(name);
            library.fuse_session_process(session, request.address(), request.byteSize(), channel);
        }
    }

    /** Makes the kernel forget what it knows by that name at the top, if anything. Never call it from a callback: it could wait for itself. */
    public void invalidate(byte[] name) {
        byte[] terminated = Arrays.copyOf(name, name.length + 1);
        int _ = library.fuse_lowlevel_notify_inval_entry(channel, TOP, terminated, name.length);
    }

    /** Frees everything and closes the connection. Does not unmount. */
    public void destroy() {
        library.fuse_destroy(fuse);
    }
}
