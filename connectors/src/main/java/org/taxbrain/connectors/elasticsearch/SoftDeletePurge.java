package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.schemas.index.IndexDefinition;

/**
 * Takes deleted documents out of an index for good, once no checkpoint can be restored any more that could write them
 * again. Until then they stay, as Elasticsearch itself forgets the version of a deleted document after a minute.
 */
public final class SoftDeletePurge {
    private static final Logger LOG = LoggerFactory.getLogger(SoftDeletePurge.class);
    private static final int PAGE = 1_000;
    private final PatientRequests requests;

    public SoftDeletePurge(ElasticsearchConnection elasticsearch) {
        this.requests = new PatientRequests(elasticsearch, "purging deleted documents");
    }

    /**
     * Purges what was deleted before an instant.
     *
     * @param alias the index, by its alias
     * @return documents taken out; one that came back to life in the meantime stays
     */
    public long purge(String alias, Instant before) throws InterruptedException {
        String index = IndexDefinition.index(alias);
        long purged = 0;
        for (JsonNode page = find(index, before); !page.isEmpty(); page = find(index, before)) {
            long now = delete(index, page);
            purged += now;
            if (now == 0) {
                break;
            }
        }
        if (purged > 0) {
            LOG.info("purged {} documents of {} that were deleted before {}", purged, index, before);
        }
        return purged;
    }

    private JsonNode find(String index, Instant before) throws InterruptedException {
        ObjectNode search = JsonNodeFactory.instance
                .objectNode()
                .put("size", PAGE)
                .put("version", true)
                .put("_source", false);
        ArrayNode filter = search.putObject("query").putObject("bool").putArray("filter");
        filter.addObject().putObject("term").put("deleted", true);
        filter.addObject().putObject("range").putObject("deletedAt").put("lt", before.toString());
        Answer answer = requests.send("POST", "/" + index + "/_search", search.toString());
        if (answer.status() == 400) {
            throw new IndexAdminException("deleted documents of " + index + " can't be found (" + answer.error() + ")");
        }
        return answer.body().at("/hits/hits");
    }

    /** Each deletion bears the version that was found: a document written since then has a higher one and stays. */
    private long delete(String index, JsonNode hits) throws InterruptedException {
        StringBuilder body = new StringBuilder();
        for (JsonNode hit : hits) {
            ObjectNode action = JsonNodeFactory.instance.objectNode();
            action.putObject("delete")
                    .put("_index", index)
                    .put("_id", hit.path("_id").asText())
                    .put("version", hit.path("_version").asLong())
                    .put("version_type", "external_gte");
            body.append(action).append('\n');
        }
        Answer answer = requests.send("POST", "/_bulk?refresh=true", body.toString());
        long deleted = 0;
        for (JsonNode item : answer.body().path("items")) {
            if (item.at("/delete/status").asInt() == 200) {
                deleted++;
            }
        }
        return deleted;
    }
}
