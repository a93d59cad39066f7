package dev.vitrine.fusefs.libfuse;

import dev.vitrine.fusefs.jnr.FuseSession;
import dev.vitrine.fusefs.request.Deadlines;
import dev.vitrine.fusefs.request.InFlight;
import dev.vitrine.fusefs.request.Seat;

/** A seat in a session of libfuse2, which answers by itself; what it does not handle, an interrupt, is handled here. */
public final class LibfuseSeat implements Seat {
    private static final int FORGET = 2;
    private static final int RELEASE = 18;
    private static final int RELEASEDIR = 29;
    private static final int INTERRUPT = 36;
    private static final int DESTROY = 38;
    private static final int BATCH_FORGET = 42;

    private final FuseSession.Seat seat;
    private final Deadlines deadlines;
    private final InFlight inFlight;

    public LibfuseSeat(FuseSession session, Deadlines deadlines) {
        this.seat = session.seat();
        this.deadlines = deadlines;
        this.inFlight = new InFlight(session::refuse);
    }

    @Override
    public boolean receive() {
        if (!seat.receive()) {
            return false;
        }
        inFlight.begin(isAnswered() ? seat.unique() : InFlight.NOTHING);
        return true;
    }

    private boolean isAnswered() {
        return switch (seat.opcode()) {
            case FORGET, BATCH_FORGET, INTERRUPT -> false;
            default -> true;
        };
    }

    @Override
    public boolean endsSomething() {
        return switch (seat.opcode()) {
            case FORGET, BATCH_FORGET, INTERRUPT, RELEASE, RELEASEDIR, DESTROY -> true;
            default -> false;
        };
    }

    @Override
    public void answer() {
        if (seat.opcode() == INTERRUPT) {
            deadlines.interrupt(seat.argument());
        } else {
            seat.answer();
        }
    }

    @Override
    public InFlight inFlight() {
        return inFlight;
    }

    @Override
    public void close() {
        inFlight.end(seat::close);
    }
}
