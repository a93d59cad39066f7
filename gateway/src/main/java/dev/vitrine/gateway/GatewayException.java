package dev.vitrine.gateway;

import java.io.IOException;

/** Why the gateway could not open. The message is one sentence for a person. */
public final class GatewayException extends IOException {
    private static final long serialVersionUID = 1L;

    GatewayException(String message) {
        super(message);
    }

    GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
