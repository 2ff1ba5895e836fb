package org.taxbrain.local.cli;

/** A command can't do what it was asked; the message says why and what to do. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CliException(String message) {
        super(message);
    }
}
