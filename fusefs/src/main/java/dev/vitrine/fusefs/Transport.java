package dev.vitrine.fusefs;

import dev.vitrine.fusefs.request.RootWatch;
import dev.vitrine.fusefs.request.Seat;

/** A way to the kernel, mounted. Thread-safe up to {@link #close}. */
interface Transport extends AutoCloseable {
    /** A seat for the thread that calls this. */
    Seat seat();

    /** How the kernel is made to forget a root. */
    RootWatch.Kernel kernel();

    /** How many files and directories programs have open, as far as this way lets anybody know. */
    int openHandles();

    /** Lets {@link Seat#receive} end; only once the connection is cut. */
    void exit();

    /** Frees everything, when no seat is left. Does not unmount. */
    @Override
    void close();
}
