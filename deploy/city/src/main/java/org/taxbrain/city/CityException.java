package org.taxbrain.city;

/** The city can't be made or changed; the message says what, where and what to do. */
public final class CityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CityException(String message) {
        super(message);
    }

    public CityException(String message, Throwable cause) {
        super(message, cause);
    }
}
