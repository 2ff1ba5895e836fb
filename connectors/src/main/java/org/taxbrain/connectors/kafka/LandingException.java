package org.taxbrain.connectors.kafka;

/** Rows were not acknowledged by Kafka: none of them since the last successful flush may be taken as landed. */
public final class LandingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LandingException(String message, Throwable cause) {
        super(message, cause);
    }
}
