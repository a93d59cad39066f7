package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open descriptor of /dev/fuse. Requests may be received by any descriptor of a connection; an answer goes by the one that received
 * the request.
 *
 * <p>Seats may share one descriptor, and then the list and the lock that come with it: before Linux 4.2 there is nothing else.
 */
final class Device implements AutoCloseable {
    private static final byte[] PATH = "/dev/fuse".getBytes(StandardCharsets.US_ASCII);
    private static final long CLONE = 0x8004e500L;
    private static final long BACKING_OPEN = 0x4010e501L;
    private static final long BACKING_CLOSE = 0x4004e502L;

    private static final Logger log = LoggerFactory.getLogger(Device.class);

    private final int fd;
    private final boolean owner;

    private Device(int fd, boolean owner) {
        this.fd = fd;
        this.owner = owner;
    }

    /** Takes the descriptor over: closing this closes it. */
    Device(int fd) {
        this(fd, true);
    }

    /** One that is not connected to anything yet. */
    static Device open() throws IOException {
        return new Device(Libc.open(PATH, Libc.O_RDWR | Libc.O_CLOEXEC));
    }

    /** One for another seat, with a list and a lock of its own where that can be had; else it works as long as this one is open. */
    Device another() {
        try {
            return cloned();
        } catch (IOException e) {
            log.debug("seats share a descriptor: {}", e.getMessage());
            return new Device(fd, false);
        }
    }

    private Device cloned() throws IOException {
        Device clone = open();
        try (Arena arena = Arena.ofConfined()) {
            Libc.ioctl(clone.fd, CLONE, arena.allocateFrom(JAVA_INT, fd));
            return clone;
        } catch (IOException e) {
            clone.close();
            throw e;
        }
    }

    int fd() {
        return fd;
    }

    /**
     * Lets the kernel read a file by itself, for whoever opens a node with the number that this returns. Needs CAP_SYS_ADMIN.
     *
     * @param file a path
     * @throws KernelSession.Refused if the kernel does that for no file
     */
    int openBacking(byte[] file) throws IOException {
        int backing = Libc.open(file, Libc.O_RDONLY | Libc.O_CLOEXEC);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment map = arena.allocate(Wire.BackingMap.SIZE, Long.BYTES);
            map.set(JAVA_INT, Wire.BackingMap.FD, backing);
            return Libc.ioctl(fd, BACKING_OPEN, map);
        } catch (IOException e) {
            throw new KernelSession.Refused(e);
        } finally {
            Libc.close(backing);
        }
    }

    /** Ends what {@link #openBacking} began; files that are open by it stay so. */
    void closeBacking(int number) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.ioctl(fd, BACKING_CLOSE, arena.allocateFrom(JAVA_INT, number));
        }
    }

    @Override
    public void close() {
        if (owner) {
            Libc.close(fd);
        }
    }
}
