package org.taxbrain.connectors.jdbc;

/** A table can't be read now; the message says what, where and what to do. Everything read before has landed. */
public final class JdbcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JdbcException(String message, Throwable cause) {
        super(message, cause);
    }
}
