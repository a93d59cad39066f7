package dev.vitrine.gateway.access;

import java.io.IOException;

/** Why a certificate, a key, a credentials file or a rule cannot be used. The message is one sentence for a person, and holds no secret. */
public final class AccessException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    AccessException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    AccessException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
