package dev.vitrine.castore.importer;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open file or directory of the kernel. Thread-safe. */
final class Descriptor implements AutoCloseable {
    /** Stands for the working directory; closing it does nothing. */
    static final Descriptor WORKING_DIRECTORY = new Descriptor(-100);

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    Descriptor(int number) {
        this.number = number;
    }

    /** The number, for a system call. */
    int number() {
        if (closed.get()) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return number;
    }

    /** Releases the number, once: the kernel may have given it to somebody else since. */
    @Override
    public void close() {
        if (number >= 0 && closed.compareAndSet(false, true)) {
            LinuxCalls.close(number);
        }
    }
}
