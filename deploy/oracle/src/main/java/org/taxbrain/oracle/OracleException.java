package org.taxbrain.oracle;

/** The oracle can't do its work: says what, where and what to do; a difference that it finds is no exception. */
public final class OracleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OracleException(String message) {
        super(message);
    }

    public OracleException(String message, Throwable cause) {
        super(message, cause);
    }
}
