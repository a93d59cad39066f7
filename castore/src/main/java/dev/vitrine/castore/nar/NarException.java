package dev.vitrine.castore.nar;

import java.io.IOException;

/** Why bytes are not a NAR that a castore can hold: one sentence that says at which byte. */
public final class NarException extends IOException {
    private static final long serialVersionUID = 1L;

    NarException(String message) {
        super(message);
    }

    NarException(String message, Throwable cause) {
        super(message, cause);
    }
}
