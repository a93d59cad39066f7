package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vitrine.fusefs.kernel.Wire.InHeader;
import dev.vitrine.fusefs.kernel.Wire.InterruptIn;
import dev.vitrine.fusefs.kernel.Wire.OutHeader;
import dev.vitrine.fusefs.request.InFlight;
import dev.vitrine.fusefs.request.Seat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A seat on a descriptor of its own. */
final class KernelSeat implements Seat {
    /** The kernel wants room for 8 KiB and more (FUSE_MIN_READ_BUFFER); more of it carries more FORGETs at once. */
    static final int LONGEST_REQUEST = 16 << 10;

    private static final int PAGE = 4096;
    /** The longest read, in pages as {@link Handshake} says, and what else an answer may have. */
    private static final int LONGEST_ANSWER = (Handshake.MAX_PAGES + 1) * PAGE;
    /** So that what follows the header begins with a page: the kernel copies page by page, and would copy each in two pieces. */
    private static final int START = PAGE - OutHeader.SIZE;

    private final Arena arena = Arena.ofConfined();
    private final Device device;
    private final Handler handler;
    private final InFlight inFlight;
    private final Interrupts interrupts;
    private final Libc.Failure failure = new Libc.Failure(arena);
    private final MemorySegment in = arena.allocate(LONGEST_REQUEST, PAGE);
    private final MemorySegment out =
            arena.allocate(PAGE + LONGEST_ANSWER, PAGE).asSlice(START);
    private final Message request = new Message(in);
    private final Payload payload = new Payload(out.asSlice(OutHeader.SIZE));

    /** Closes the device in the end. */
    KernelSeat(Device device, Handler handler, Interrupts interrupts) {
        this.device = device;
        this.handler = handler;
        this.interrupts = interrupts;
        this.inFlight = new InFlight((unique, errno) -> refuse(device, unique, errno));
    }

    /** An answer that is nothing but an error, from whichever thread. */
    private static void refuse(Device device, long unique, int errno) {
        try (Arena own = Arena.ofConfined()) {
            MemorySegment answer = own.allocate(OutHeader.SIZE, Long.BYTES);
            header(answer, OutHeader.SIZE, -errno, unique);
            long _ = Libc.write(device.fd(), answer, new Libc.Failure(own));
        }
    }

    private static void header(MemorySegment out, int length, int error, long unique) {
        out.set(JAVA_INT, OutHeader.LEN, length);
        out.set(JAVA_INT, OutHeader.ERROR, error);
        out.set(JAVA_LONG, OutHeader.UNIQUE, unique);
    }

    @Override
    public InFlight inFlight() {
        return inFlight;
    }

    @Override
    public boolean receive() {
        long length;
        do {
            length = Libc.read(device.fd(), in, failure);
        } while (length < 0 ? isPassing(failure.errno()) : isNoRequest(length));
        if (length <= 0) {
            return false;
        }
        request.received((int) length);
        Optional<Opcode> opcode = request.opcode();
        inFlight.begin(opcode.isEmpty() || opcode.get().isAnswered() ? request.unique() : InFlight.NOTHING);
        return true;
    }

    /** Whether the next read may bring a request: a signal came, or who had asked no longer waits. */
    private static boolean isPassing(int errno) {
        return errno == Libc.EINTR || errno == Libc.EAGAIN || errno == Libc.ENOENT;
    }

    /** What has no whole header has no number, so nobody could be answered; it ends no connection either. */
    private static boolean isNoRequest(long length) {
        return length > 0 && length < InHeader.SIZE;
    }

    @Override
    public boolean endsSomething() {
        return request.opcode().filter(Opcode::endsSomething).isPresent();
    }

    @Override
    public void answer() {
        Opcode opcode = request.opcode().orElse(null);
        if (opcode == Opcode.INTERRUPT && request.length() >= InterruptIn.SIZE) {
            interrupts.interrupt(request.getLong(InterruptIn.UNIQUE));
            return;
        }
        int answer = handler.answer(request, payload);
        if (opcode != null && !opcode.isAnswered()) {
            return;
        }
        if (!inFlight.take(request.unique()) || !send(answer)) {
            handler.undelivered(request, payload, answer);
        }
    }

    /** Says whether the kernel took it. */
    private boolean send(int answer) {
        int length = OutHeader.SIZE + Math.max(answer, 0);
        header(out, length, Math.min(answer, 0), request.unique());
        return Libc.write(device.fd(), out.asSlice(0, length), failure) >= 0;
    }

    @Override
    public void close() {
        inFlight.end(device::close);
        arena.close();
    }
}
