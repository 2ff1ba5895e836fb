package org.taxbrain.connectors.quarantine;

/** Sealed content can't be opened; the message says why, and what to do. */
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
