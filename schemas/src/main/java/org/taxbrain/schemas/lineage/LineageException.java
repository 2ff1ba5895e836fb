package org.taxbrain.schemas.lineage;

/** There is no such value in the file; the message says what there is instead, in the form in which the file may be shown. */
public final class LineageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LineageException(String message) {
        super(message);
    }
}
