package org.taxbrain.connectors.files.sample;

/** A file that no declaration can be proposed for; the message says why. */
public final class SampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SampleException(String message) {
        super(message);
    }
}
