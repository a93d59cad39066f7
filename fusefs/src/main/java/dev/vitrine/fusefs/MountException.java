package dev.vitrine.fusefs;

import java.io.IOException;

/** Why a view cannot be mounted, in one sentence that says what to do about it. */
public final class MountException extends IOException {
    private static final long serialVersionUID = 1L;

    MountException(String message) {
        super(message);
    }

    MountException(String message, Throwable cause) {
        super(message, cause);
    }
}
