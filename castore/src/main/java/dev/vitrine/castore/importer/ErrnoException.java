package dev.vitrine.castore.importer;

import java.io.IOException;

/** A system call that failed. Knows no path: whoever does turns it into an {@link ImportException}. */
final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;
    static final int ENAMETOOLONG = 36;

    ErrnoException(int errno) {
        super(LinuxCalls.strerror(errno));
    }
}
