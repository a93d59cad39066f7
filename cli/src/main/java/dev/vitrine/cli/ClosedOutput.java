package dev.vitrine.cli;

import java.io.IOException;

/** The reader of our stdout is gone, as with {@code vitrine ls | head}: nothing to say, and no one to say it to. */
final class ClosedOutput extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedOutput(IOException cause) {
        super(cause);
    }
}
