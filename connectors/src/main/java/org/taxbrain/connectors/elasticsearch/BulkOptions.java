package org.taxbrain.connectors.elasticsearch;

import java.time.Duration;

/**
 * How writes are gathered into requests.
 *
 * @param maxBytes a request is sent when it has so many bytes
 * @param maxCount or so many documents
 * @param maxAge or when its first document has waited so long
 * @param maxBuffered bytes that wait at most; then writers wait
 * @param parallel requests under way at the same time
 */
public record BulkOptions(int maxBytes, int maxCount, Duration maxAge, int maxBuffered, int parallel) {
    /** Low delay for single changes, large requests for a load: while all requests are under way, the next one fills. */
    public static final BulkOptions DEFAULT = new BulkOptions(4 << 20, 2_000, Duration.ofMillis(20), 16 << 20, 2);

    public BulkOptions {
        if (maxBytes < 1 || maxCount < 1 || maxBuffered < 1 || parallel < 1 || maxAge.isNegative()) {
            throw new IllegalArgumentException("sizes and counts must be at least 1, an age at least 0");
        }
    }
}
