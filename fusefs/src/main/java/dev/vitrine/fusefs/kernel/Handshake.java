package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.vitrine.fusefs.kernel.Wire.InHeader;
import dev.vitrine.fusefs.kernel.Wire.InitIn;
import dev.vitrine.fusefs.kernel.Wire.InitOut;
import dev.vitrine.fusefs.kernel.Wire.OutHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The first exchange of a connection (FUSE_INIT): which version both speak, and which of the features that we want this kernel has.
 */
final class Handshake {
    /** The longest read, in pages: twice the usual read ahead, which is what a program that says that it reads in order gets. */
    static final int MAX_PAGES = 64;

    /** Read ahead and other work that nobody waits for yet: so much of it may wait for a slow store before that delays other files. */
    private static final short MAX_BACKGROUND = 1024;

    private static final short CONGESTION_THRESHOLD = 768;
    private static final int NANOSECONDS_PER_SECOND = 1_000_000_000;
    private static final int SMALLEST_WRITE = 4096;
    static final int LONGEST_INIT = 8192;

    private Handshake() {}

    /**
     * Reads the first request of a connection and answers it.
     *
     * @param wanted the features that are made use of where the kernel has them
     * @return what was agreed on
     * @throws IOException if the kernel is too old, or says something else
     */
    static Features answer(Device device, Features wanted) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.Failure failure = new Libc.Failure(arena);
            MemorySegment in = arena.allocate(LONGEST_INIT, Long.BYTES);
            while (true) {
                long unique = receive(device, in, failure);
                MemorySegment body = in.asSlice(InHeader.SIZE);
                if (body.get(JAVA_INT, InitIn.MAJOR) > Wire.MAJOR) {
                    // The kernel asks again, in the version that it is told.
                    send(device, arena, unique, majorAlone(arena), failure);
                    continue;
                }
                return agree(device, arena, in, wanted, failure);
            }
        }
    }

    private static long receive(Device device, MemorySegment in, Libc.Failure failure) throws IOException {
        long length;
        do {
            length = Libc.read(device.fd(), in, failure);
        } while (length < 0 && failure.errno() == Libc.EINTR);
        if (length < 0) {
            throw new IOException("no request comes: " + Libc.strerror(failure.errno()));
        }
        if (length < InHeader.SIZE + InitIn.SHORT_SIZE || in.get(JAVA_INT, InHeader.OPCODE) != Opcode.INIT.number()) {
            throw new IOException("the first request is not the one that it must be");
        }
        return in.get(JAVA_LONG, InHeader.UNIQUE);
    }

    private static Features agree(Device device, Arena arena, MemorySegment in, Features wanted, Libc.Failure failure)
            throws IOException {
        MemorySegment body = in.asSlice(InHeader.SIZE);
        int minor = body.get(JAVA_INT, InitIn.MINOR);
        if (body.get(JAVA_INT, InitIn.MAJOR) < Wire.MAJOR || minor < Wire.OLDEST_MINOR) {
            throw new IOException("the kernel speaks version " + body.get(JAVA_INT, InitIn.MAJOR) + "." + minor
                    + " of the FUSE protocol, and " + Wire.MAJOR + "." + Wire.OLDEST_MINOR + " is needed");
        }
        Features agreed = wanted.offeredBy(offered(in, body));
        MemorySegment answer = arena.allocate(InitOut.SIZE, Long.BYTES);
        answer.set(JAVA_INT, InitOut.MAJOR, Wire.MAJOR);
        answer.set(JAVA_INT, InitOut.MINOR, Math.min(minor, Wire.MINOR));
        answer.set(JAVA_INT, InitOut.MAX_READAHEAD, body.get(JAVA_INT, InitIn.MAX_READAHEAD));
        answer.set(JAVA_INT, InitOut.FLAGS, agreed.low());
        answer.set(JAVA_INT, InitOut.FLAGS2, agreed.high());
        answer.set(JAVA_SHORT, InitOut.MAX_BACKGROUND, MAX_BACKGROUND);
        answer.set(JAVA_SHORT, InitOut.CONGESTION_THRESHOLD, CONGESTION_THRESHOLD);
        answer.set(JAVA_INT, InitOut.MAX_WRITE, SMALLEST_WRITE);
        answer.set(JAVA_INT, InitOut.TIME_GRAN, NANOSECONDS_PER_SECOND);
        answer.set(JAVA_SHORT, InitOut.MAX_PAGES, (short) MAX_PAGES);
        // A backing file must not lie on a stacked file system itself.
        answer.set(JAVA_INT, InitOut.MAX_STACK_DEPTH, agreed.has(Features.PASSTHROUGH) ? 1 : 0);
        send(device, arena, in.get(JAVA_LONG, InHeader.UNIQUE), answer, failure);
        return agreed;
    }

    /** The features of a kernel; their second half is there only if the first says so. */
    private static Features offered(MemorySegment in, MemorySegment body) {
        Features low = Features.of(body.get(JAVA_INT, InitIn.FLAGS), 0);
        boolean both =
                low.has(Features.INIT_EXT) && in.get(JAVA_INT, InHeader.LEN) >= InHeader.SIZE + InitIn.FLAGS2 + 4;
        return both ? Features.of(body.get(JAVA_INT, InitIn.FLAGS), body.get(JAVA_INT, InitIn.FLAGS2)) : low;
    }

    private static MemorySegment majorAlone(Arena arena) {
        MemorySegment answer = arena.allocate(InitOut.SIZE, Long.BYTES);
        answer.set(JAVA_INT, InitOut.MAJOR, Wire.MAJOR);
        answer.set(JAVA_INT, InitOut.MINOR, Wire.MINOR);
        return answer;
    }

    private static void send(Device device, Arena arena, long unique, MemorySegment body, Libc.Failure failure)
            throws IOException {
        MemorySegment answer = arena.allocate(OutHeader.SIZE + body.byteSize(), Long.BYTES);
        answer.set(JAVA_INT, OutHeader.LEN, (int) answer.byteSize());
        answer.set(JAVA_LONG, OutHeader.UNIQUE, unique);
        MemorySegment.copy(body, 0, answer, OutHeader.SIZE, body.byteSize());
        if (Libc.write(device.fd(), answer, failure) < 0) {
            throw new IOException("the kernel refuses the first answer: " + Libc.strerror(failure.errno()));
        }
    }
}
