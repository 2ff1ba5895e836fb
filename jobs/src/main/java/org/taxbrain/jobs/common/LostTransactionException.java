package org.taxbrain.jobs.common;

import java.io.IOException;

/** Kafka dropped a transaction that a complete checkpoint relies on. Its name is how the local stack knows what to do. */
public final class LostTransactionException extends IOException {
    private static final long serialVersionUID = 1L;

    LostTransactionException(String message) {
        super(message);
    }
}
