package org.taxbrain.connectors.http;

import java.time.Duration;

/** An interface can't be read now; the message says what, where and what to do. Everything read before has landed. */
public final class InterfaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration pause;

    /** @param pause how long to leave the department's server alone */
    InterfaceException(String message, Duration pause, Throwable cause) {
        super(message, cause);
        this.pause = pause;
    }

    /** How long to leave the department's server alone. */
    public Duration pause() {
        return pause;
    }
}
