package org.taxbrain.e2e.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.Answer;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;

/** What tests ask an index. */
final class Index {
    private final ElasticsearchConnection elasticsearch;

    Index(ElasticsearchConnection elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    static ElasticsearchConfig config(String address) {
        return Configuration.of("--taxbrain.elasticsearch.url=http://" + address)
                .get(ElasticsearchConfig.class);
    }

    /** A document with its version, whether it is deleted or not. */
    JsonNode get(String alias, String id) throws IOException {
        return elasticsearch.send("GET", "/" + alias + "-v1/_doc/" + id, null).body();
    }

    /** Documents that a search by the alias finds. */
    long count(String alias) throws IOException {
        return search(alias, "{\"size\":0,\"track_total_hits\":true}")
                .at("/hits/total/value")
                .asLong();
    }

    JsonNode search(String alias, String body) throws IOException {
        elasticsearch.send("POST", "/" + alias + "/_refresh", null);
        Answer answer = elasticsearch.send("POST", "/" + alias + "/_search", body);
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    Map<String, Long> versions(String alias) throws IOException {
        Map<String, Long> versions = new HashMap<>();
        search(alias, "{\"size\":10000,\"version\":true,\"_source\":false}")
                .at("/hits/hits")
                .forEach(h ->
                        versions.put(h.path("_id").asText(), h.path("_version").asLong()));
        return versions;
    }
}
