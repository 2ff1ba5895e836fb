package org.taxbrain.connectors.cdc;

/** A capture can't go on; the message says what, where and what to do, and holds no personal data. */
public final class CdcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CdcException(String message) {
        super(message);
    }

    CdcException(String message, Throwable cause) {
        super(message, cause);
    }
}
