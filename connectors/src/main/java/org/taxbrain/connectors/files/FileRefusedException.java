package org.taxbrain.connectors.files;

/** A file can't be taken, whole; nothing of it lands. The message is for the department: what is wrong, where, and what to do. */
public final class FileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean digestDiffers;

    FileRefusedException(String message) {
        this(message, null);
    }

    FileRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.digestDiffers = false;
    }

    private FileRefusedException(String message, boolean digestDiffers) {
        super(message);
        this.digestDiffers = digestDiffers;
    }

    /** The control file is of other bytes than these. */
    static FileRefusedException ofOtherBytes(String message) {
        return new FileRefusedException(message, true);
    }

    /** Whether the control file is of other bytes: of those that lay there before, perhaps. */
    public boolean digestDiffers() {
        return digestDiffers;
    }
}
