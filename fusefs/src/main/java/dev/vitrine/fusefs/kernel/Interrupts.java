package dev.vitrine.fusefs.kernel;

/** Who is told that the program behind a request got a signal. */
@FunctionalInterface
public interface Interrupts {
    /** The request of that number is no longer wanted. */
    void interrupt(long unique);
}
