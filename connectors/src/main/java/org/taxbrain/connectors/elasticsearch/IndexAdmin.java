package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

/** Makes the indices that the declared datasets need, and extends them for datasets that are declared later. */
public final class IndexAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(IndexAdmin.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Every field of every section counts: some hundred datasets of some dozen fields. */
    private static final int FIELDS = 10_000;
    /** Each section is one nested field; 50 is Elasticsearch's own limit. */
    private static final int NESTED_FIELDS = 500;

    private final PatientRequests requests;
    private final ElasticsearchConfig config;

    public IndexAdmin(ElasticsearchConnection elasticsearch, ElasticsearchConfig config) {
        this.requests = new PatientRequests(elasticsearch, "making indices");
        this.config = config;
    }

    /** Connects, makes or extends the indices of the datasets, and disconnects: for a start, and before a new dataset is published. */
    public static void ensure(ElasticsearchConfig config, Collection<Dataset> datasets)
            throws IOException, InterruptedException {
        try (ElasticsearchConnection elasticsearch = ElasticsearchConnection.open(config)) {
            new IndexAdmin(elasticsearch, config).ensure(datasets);
        }
    }

    /**
     * Sees to it that each index of these datasets is there behind its alias, with a place for every field. What is there
     * already stays; datasets that are not named keep their sections. Waits while Elasticsearch is away.
     *
     * @throws IndexAdminException if an index holds a field in another type than a dataset now declares
     */
    public void ensure(Collection<Dataset> datasets) throws InterruptedException {
        for (IndexDefinition definition : IndexDefinitions.of(datasets)) {
            if (create(definition)) {
                LOG.info("made the index {} behind the alias {}", definition.index(), definition.alias());
            } else {
                extend(definition);
            }
        }
    }

    private boolean create(IndexDefinition definition) throws InterruptedException {
        ObjectNode body = JSON.objectNode();
        body.set("settings", settings(definition).put("index.number_of_shards", config.shards()));
        body.set("mappings", mappings(definition));
        body.putObject("aliases").set(definition.alias(), alias());
        Answer answer = requests.send("PUT", "/" + definition.index(), body.toString());
        if (answer.status() == 400 && answer.errorType().equals("resource_already_exists_exception")) {
            return false;
        }
        require(answer, "the index " + definition.index() + " can't be made");
        return true;
    }

    private void extend(IndexDefinition definition) throws InterruptedException {
        String index = "/" + definition.index();
        require(
                requests.send("PUT", index + "/_settings", settings(definition).toString()),
                "the settings of the index " + definition.index() + " can't be changed");
        require(
                requests.send("PUT", index + "/_mapping", definition.mappings()),
                "the index " + definition.index()
                        + " can't be extended in place; a field that changes its type needs a new name, or a new version of the index");
        require(
                requests.send("PUT", index + "/_alias/" + definition.alias(), alias().toString()),
                "the alias " + definition.alias() + " can't be set");
    }

    /** A refresh costs for each field of an index, so none is made for nobody. */
    private Duration refreshInterval(IndexDefinition definition) {
        return config.refreshInterval().multipliedBy(definition.refresh().factor());
    }

    private ObjectNode settings(IndexDefinition definition) {
        return JSON.objectNode()
                .put("index.number_of_replicas", config.replicas())
                .put("index.refresh_interval", refreshInterval(definition).toMillis() + "ms")
                // documents are replaced whole, again and again: usual merging took a quarter of a core
                .put("index.merge.policy.deletes_pct_allowed", 50)
                .put("index.merge.policy.segments_per_tier", 20)
                // the segments of single refreshes are merged with their like, not with large ones
                .put("index.merge.policy.floor_segment", "256kb")
                .put("index.merge.policy.max_merge_at_once", 20)
                .put("index.mapping.total_fields.limit", FIELDS)
                .put("index.mapping.nested_fields.limit", NESTED_FIELDS);
    }

    private static ObjectNode alias() {
        ObjectNode alias = JSON.objectNode().put("is_write_index", true);
        alias.putObject("filter").putObject("term").put("deleted", false);
        return alias;
    }

    private static JsonNode mappings(IndexDefinition definition) {
        try {
            return new ObjectMapper().readTree(definition.mappings());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the mappings of " + definition.alias() + " are not JSON", e);
        }
    }

    private static void require(Answer answer, String otherwise) {
        if (answer.status() == 400) {
            throw new IndexAdminException(otherwise + " (" + answer.error() + ")");
        }
    }
}
