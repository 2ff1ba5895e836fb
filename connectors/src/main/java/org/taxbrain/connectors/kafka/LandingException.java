package org.taxbrain.connectors.kafka;

/** Rows were not stored; whoever gave them must give them again. */
public final class LandingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LandingException(String message, Throwable cause) {
        super(message, cause);
    }
}
