package org.taxbrain.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * One page of an interface's answer.
 *
 * @param size how many items the server puts on a page; it decides, whatever was asked for
 * @param items in the order of (updatedAt, sequence)
 * @param serverTime the server's clock when it answered; null if it did not say
 */
record Page(int size, List<JsonNode> items, Instant serverTime) {
    /** Whether nothing comes behind this page. */
    boolean isLast() {
        return items.size() < size;
    }
}
