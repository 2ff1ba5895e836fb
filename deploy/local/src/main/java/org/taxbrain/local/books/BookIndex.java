package org.taxbrain.local.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.index.IndexNames;

/** The books as the index has them. */
public final class BookIndex {
    /** So many accounts are read at once. */
    public static final int MOST = 1_000;

    private static final List<String> SUMS =
            List.of("landed", "clean", "quarantined", "superseded", "duplicate", "accepted", "unanswered");
    /** Only files say what was sent. */
    private static final List<String> SENT = List.of("sent", "arrived");

    private final Elasticsearch elasticsearch;
    private final Map<String, Long> versions = new LinkedHashMap<>();

    public BookIndex(Elasticsearch elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** The sums of each dataset, by its id. */
    public Map<String, JsonNode> byDataset() throws IOException, InterruptedException {
        refresh();
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        ObjectNode of = search.putObject("aggs").putObject("datasets");
        of.putObject("terms")
                .put("field", "dataset")
                .put("size", MOST)
                .putObject("order")
                .put("_key", "asc");
        ObjectNode sums = of.putObject("aggs");
        for (List<String> parts : List.of(SUMS, SENT)) {
            for (String part : parts) {
                sums.putObject(part).putObject("sum").put("field", part);
            }
        }
        sums.putObject("files").putObject("value_count").put("field", "sent");
        Map<String, JsonNode> accounts = new LinkedHashMap<>();
        for (JsonNode bucket : buckets(IndexNames.BOOKS, search)) {
            ObjectNode account = Elasticsearch.JSON.createObjectNode();
            SUMS.forEach(
                    part -> account.put(part, bucket.path(part).path("value").asLong()));
            if (bucket.path("files").path("value").asLong() > 0) {
                SENT.forEach(part ->
                        account.put(part, bucket.path(part).path("value").asLong()));
            }
            accounts.put(bucket.path("key").asText(), account);
        }
        countVersions();
        return accounts;
    }

    /** The accounts of a dataset's batches by batch, those that landed last first. */
    public Map<String, JsonNode> byBatch(String dataset) throws IOException, InterruptedException {
        refresh();
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        search.putObject("query").putObject("term").put("dataset", dataset);
        search.putArray("sort").addObject().put("lastLandedAt", "desc");
        Map<String, JsonNode> accounts = new LinkedHashMap<>();
        for (JsonNode hit : hits(search)) {
            accounts.put(hit.path("batch").asText(), hit);
        }
        return accounts;
    }

    /** The inequalities of unbalanced accounts. */
    public List<String> faults(String dataset) throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        var filters = search.putObject("query").putObject("bool").putArray("filter");
        filters.addObject().putObject("term").put("balanced", false);
        if (dataset != null) {
            filters.addObject().putObject("term").put("dataset", dataset);
        }
        search.putArray("sort").add("dataset").add("batch");
        List<String> faults = new ArrayList<>();
        for (JsonNode account : hits(search)) {
            for (JsonNode fault : account.path("faults")) {
                faults.add(account.path("dataset").asText() + ", batch "
                        + account.path("batch").asText() + ": " + fault.asText());
            }
        }
        return faults;
    }

    /** Whether the index holds as many versions of a dataset's rows as were accepted; empty: it does. After {@link #byDataset}. */
    public Optional<String> indexFault(String dataset, JsonNode account) {
        long accepted = account.path("accepted").asLong();
        long indexed = versions.getOrDefault(dataset, 0L);
        return accepted == indexed
                ? Optional.empty()
                : Optional.of(dataset + ": accepted " + accepted + " ≠ in the index " + IndexNames.FACT_VERSION + " "
                        + indexed);
    }

    private void countVersions() throws IOException, InterruptedException {
        // it is refreshed rarely: what was written just now would be missed
        elasticsearch.refresh(IndexNames.FACT_VERSION);
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        search.putObject("aggs")
                .putObject("datasets")
                .putObject("terms")
                .put("field", "dataset")
                .put("size", MOST);
        for (JsonNode bucket : buckets(IndexNames.FACT_VERSION, search)) {
            versions.put(bucket.path("key").asText(), bucket.path("doc_count").asLong());
        }
    }

    private void refresh() throws IOException, InterruptedException {
        elasticsearch.refresh(IndexNames.BOOKS);
    }

    private JsonNode buckets(String alias, ObjectNode search) throws IOException, InterruptedException {
        return elasticsearch.search(alias, search).at("/aggregations/datasets/buckets");
    }

    private List<JsonNode> hits(ObjectNode search) throws IOException, InterruptedException {
        List<JsonNode> sources = new ArrayList<>();
        elasticsearch
                .search(IndexNames.BOOKS, search)
                .at("/hits/hits")
                .forEach(hit -> sources.add(hit.path("_source")));
        return sources;
    }
}
