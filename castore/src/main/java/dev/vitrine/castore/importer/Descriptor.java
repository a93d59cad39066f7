package dev.vitrine.castore.importer;

import java.util.concurrent.atomic.AtomicInteger;

/** An open file or directory of the kernel, closed when the last of those who hold it has closed it. Thread-safe. */
final class Descriptor implements AutoCloseable {
    /** Stands for the working directory; closing it does nothing. */
    static final Descriptor WORKING_DIRECTORY = new Descriptor(-100);

    private final int number;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** One holder has it: the caller. */
    Descriptor(int number) {
        this.number = number;
    }

    /** The number, for a system call. */
    int number() {
        if (holders.get() <= 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return number;
    }

    /** One holder more, who closes it too. Only while it is open. */
    Descriptor hold() {
        holders.incrementAndGet();
        return this;
    }

    /** One holder less; to be called by each once. */
    @Override
    public void close() {
        if (number >= 0 && holders.decrementAndGet() == 0) {
            LinuxCalls.close(number);
        }
    }
}
