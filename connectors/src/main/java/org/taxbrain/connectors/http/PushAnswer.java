package org.taxbrain.connectors.http;

import java.time.Duration;

/**
 * What a request is answered.
 *
 * @param status of HTTP
 * @param message for the department: what became of it, what is wrong, what to do
 * @param comeAgain when it is worth another attempt; null: not as it is, or not at all
 */
public record PushAnswer(int status, String message, Duration comeAgain) {
    static PushAnswer of(int status, String message) {
        return new PushAnswer(status, message, null);
    }
}
