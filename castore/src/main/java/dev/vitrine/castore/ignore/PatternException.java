package dev.vitrine.castore.ignore;

import java.io.IOException;

/** Why a text is no list of patterns: one sentence, without the name of the file. */
public final class PatternException extends IOException {
    private static final long serialVersionUID = 1L;

    PatternException(String message) {
        super(message);
    }
}
