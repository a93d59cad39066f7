package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vitrine.fusefs.kernel.Wire.InvalEntry;
import dev.vitrine.fusefs.kernel.Wire.InvalInode;
import dev.vitrine.fusefs.kernel.Wire.OutHeader;
import dev.vitrine.fusefs.request.Seat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mounted connection, after its first exchange. Thread-safe up to {@link #close}. */
public final class KernelSession implements AutoCloseable {
    /** The node number of the top (FUSE_ROOT_ID). */
    public static final long TOP = 1;

    private static final Logger log = LoggerFactory.getLogger(KernelSession.class);
    private static final int NOTIFY_INVAL_INODE = 2;
    private static final int NOTIFY_INVAL_ENTRY = 3;

    /** The kernel does not read files by itself: it cannot, or we may not ask for it. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final Device device;
    private final Features features;

    private KernelSession(Device device, Features features) {
        this.device = device;
        this.features = features;
    }

    /**
     * Mounts, which takes effect at once, and agrees with the kernel on features.
     *
     * @throws IOException if that cannot be; nothing is mounted then
     */
    public static KernelSession open(byte[] mountpoint, MountSettings settings, Features wanted) throws IOException {
        return open(MountCall.ofThisUser(settings), mountpoint, wanted);
    }

    static KernelSession open(MountCall mount, byte[] mountpoint, Features wanted) throws IOException {
        Device device = mount.connect(mountpoint);
        try {
            return new KernelSession(device, Handshake.answer(device, wanted));
        } catch (IOException e) {
            mount.undo(mountpoint);
            device.close();
            throw e;
        }
    }

    /** What was agreed on. */
    public Features features() {
        return features;
    }

    /** A seat for the thread that calls this. Requests are answered at once by as many seats as there are, and in no order. */
    public Seat seat(Handler handler, Interrupts interrupts) {
        return new KernelSeat(device.another(), handler, interrupts);
    }

    /** Makes the kernel forget what it knows by that name at the top, if anything. Never from a seat: it could wait for itself. */
    public void invalidate(byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment body = arena.allocate(InvalEntry.SIZE + name.length + 1L, Long.BYTES);
            body.set(JAVA_LONG, InvalEntry.PARENT, TOP);
            body.set(JAVA_INT, InvalEntry.NAMELEN, name.length);
            MemorySegment.copy(name, 0, body, JAVA_BYTE, InvalEntry.SIZE, name.length);
            notify(arena, NOTIFY_INVAL_ENTRY, body);
        }
    }

    /** Makes the kernel forget the listing of the top. Never from a seat. */
    public void invalidateListing() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment body = arena.allocate(InvalInode.SIZE, Long.BYTES);
            body.set(JAVA_LONG, InvalInode.INO, TOP);
            notify(arena, NOTIFY_INVAL_INODE, body);
        }
    }

    /** ENOENT says that the kernel knows nothing of it, which is as good. */
    private void notify(Arena arena, int what, MemorySegment body) {
        MemorySegment message = arena.allocate(OutHeader.SIZE + body.byteSize(), Long.BYTES);
        message.set(JAVA_INT, OutHeader.LEN, (int) message.byteSize());
        message.set(JAVA_INT, OutHeader.ERROR, what);
        MemorySegment.copy(body, 0, message, OutHeader.SIZE, body.byteSize());
        Libc.Failure failure = new Libc.Failure(arena);
        if (Libc.write(device.fd(), message, failure) < 0 && failure.errno() != Libc.ENOENT) {
            log.debug("the kernel does not forget: {}", Libc.strerror(failure.errno()));
        }
    }

    /**
     * Lets the kernel read a file by itself; the number is for answers to OPEN. Needs the rights of root.
     *
     * @throws Refused if the kernel does that for no file
     * @throws IOException if this file cannot be opened
     */
    public int openBacking(byte[] file) throws IOException {
        return device.openBacking(file);
    }

    /** Ends what {@link #openBacking} began; files that are open by it stay so. */
    public void closeBacking(int number) {
        try {
            device.closeBacking(number);
        } catch (IOException e) {
            log.debug("a backing file stays open: {}", e.getMessage());
        }
    }

    /** Closes the connection, when no seat is left. Does not unmount. */
    @Override
    public void close() {
        device.close();
    }
}
