package org.taxbrain.connectors.elasticsearch;

/** A role or a key can't be made; the message says which, why, and what to do. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AccessException(String message) {
        super(message);
    }
}
