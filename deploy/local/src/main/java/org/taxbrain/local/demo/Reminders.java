package org.taxbrain.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Open reminders, counted by rule as any service would. */
final class Reminders {
    private Reminders() {}

    static Map<String, Long> open(Elasticsearch elasticsearch) throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        search.putObject("aggs")
                .putObject("rules")
                .putObject("terms")
                .put("field", "rule")
                .put("size", 100);
        Map<String, Long> open = new TreeMap<>();
        for (JsonNode bucket : elasticsearch
                .search("reminder", search)
                .path("aggregations")
                .path("rules")
                .path("buckets")) {
            open.put(bucket.path("key").asText(), bucket.path("doc_count").asLong());
        }
        return open;
    }
}
