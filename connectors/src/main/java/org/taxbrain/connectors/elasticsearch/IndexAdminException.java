package org.taxbrain.connectors.elasticsearch;

/** An index can't be made, or not be extended in place; the message says which, why, and what to do. */
public final class IndexAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IndexAdminException(String message) {
        super(message);
    }
}
