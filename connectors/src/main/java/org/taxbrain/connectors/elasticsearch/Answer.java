package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Elasticsearch, or whoever stands at its address, answered.
 *
 * @param status HTTP status
 * @param body a missing node if the answer is not JSON
 */
public record Answer(int status, JsonNode body) {
    /** The type and reason of an error. Not for a log or a message to people: a reason can quote a document. */
    String error() {
        JsonNode error = body.path("error");
        return error.path("type").asText("no error type") + ": "
                + error.path("reason").asText("no reason");
    }

    /** The type of an error, such as {@code security_exception}; empty if the answer names none. */
    String errorType() {
        return body.path("error").path("type").asText("");
    }
}
