package org.taxbrain.connectors.http;

/**
 * One request as it came.
 *
 * @param timestamp header {@code X-Timestamp}; null: none
 * @param key header {@code X-Idempotency-Key}; null: none
 * @param signature header {@code X-Signature}; null: none
 */
public record PushRequest(String timestamp, String key, String signature, byte[] body) {}
