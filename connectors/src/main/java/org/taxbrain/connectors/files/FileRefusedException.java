package org.taxbrain.connectors.files;

/** A file can't be taken, whole; nothing of it lands. The message is for the department: what is wrong, where, and what to do. */
public final class FileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FileRefusedException(String message) {
        super(message);
    }

    public FileRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
