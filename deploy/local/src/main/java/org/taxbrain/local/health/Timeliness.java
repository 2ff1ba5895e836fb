package org.taxbrain.local.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * Whether what is known of a dataset is as new as its declaration promises. What counts is when it was last certain that nothing
 * newer exists: a table that nobody changes is not stale while its log is read.
 *
 * @param lastSuccess files: the last one was taken; interfaces: the last poll that saw everything; tables: now while the capture
 *     runs, else the last sign of its log: a capture that fails and starts anew comes into a new state each time. Null: never, as far as is known
 * @param promise how old it may be
 */
public record Timeliness(Instant lastSuccess, Duration promise, boolean stale) {
    private static final String RUNNING = "RUNNING";

    /**
     * The timeliness of a dataset.
     *
     * @param feeds of the pipelines' status page; a missing node: it does not answer
     * @param lastDelivered when the last file was taken; null: none, or not a dataset of files
     */
    public static Timeliness of(Dataset dataset, JsonNode feeds, Instant lastDelivered, Instant now) {
        Descriptor.SourceSpec source = dataset.descriptor().source();
        Duration promise = dataset.descriptor().freshness();
        Instant last =
                source.files() != null ? lastDelivered : lastSeen(feed(dataset, feeds), source.cdc() == null, now);
        return new Timeliness(
                last, promise, last == null || Duration.between(last, now).compareTo(promise) > 0);
    }

    private static Instant lastSeen(JsonNode feed, boolean isPolled, Instant now) {
        if (feed == null) {
            return null;
        }
        if (isPolled) {
            return instant(feed, "lastCompleteAt");
        }
        return feed.path("state").asText().equals(RUNNING) ? now : instant(feed, "lastHeardAt");
    }

    private static Instant instant(JsonNode feed, String field) {
        return feed.hasNonNull(field) ? Instant.parse(feed.path(field).asText()) : null;
    }

    private static JsonNode feed(Dataset dataset, JsonNode feeds) {
        for (JsonNode feed : feeds) {
            for (JsonNode id : feed.path("datasets")) {
                if (id.asText().equals(dataset.id())) {
                    return feed;
                }
            }
        }
        return null;
    }
}
