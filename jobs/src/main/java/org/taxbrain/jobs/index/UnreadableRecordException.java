package org.taxbrain.jobs.index;

/** A record of a result topic can't be made a document; the message says why, without its content. */
final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
