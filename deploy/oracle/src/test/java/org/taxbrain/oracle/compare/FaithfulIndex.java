package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.source.Scratch;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

/** Real indices with the product's mappings, filled with what the oracle expects, as a pipeline without fault would leave them. */
public final class FaithfulIndex {
    private final URI url;
    private final Elasticsearch elasticsearch;

    public FaithfulIndex(URI url) {
        this.url = url;
        this.elasticsearch = new Elasticsearch(url, null);
    }

    /** Makes all indices anew, empty. */
    public void create() throws Exception {
        for (IndexDefinition index :
                IndexDefinitions.of(Catalogue.load(List.of()).datasets())) {
            raw("DELETE", "/" + index.index(), "");
            elasticsearch.send(
                    "PUT",
                    "/" + index.index(),
                    Elasticsearch.JSON.readTree(
                            "{\"mappings\": " + index.mappings() + ", \"aliases\": {\"" + index.alias()
                                    + "\": {\"filter\": {\"term\": {\"deleted\": false}}}}, \"settings\": {\"number_of_replicas\": 0}}"));
        }
    }

    /** Writes the expected files, records and reminders. */
    public void fill(Database scratch, byte[] pepper) throws Exception {
        for (String index : List.of("taxpayer", "property-unit", "enforcement-case")) {
            try (ExpectedFiles files = new ExpectedFiles(Scratch.open(scratch), index, pepper)) {
                write(index, files);
            }
        }
        for (String index : Comparer.RECORDS) {
            try (ExpectedFiles records = new ExpectedFiles(Scratch.open(scratch), index, pepper)) {
                write(index, records);
            }
        }
        try (ExpectedReminders reminders = new ExpectedReminders(Scratch.open(scratch), pepper)) {
            write("reminder", reminders);
        }
    }

    private void write(String index, Documents documents) throws Exception {
        StringBuilder bulk = new StringBuilder();
        for (Keyed document = documents.next(); document != null; document = documents.next()) {
            ObjectNode body = document.body();
            body.put("deleted", false);
            if (!index.startsWith("record-")) {
                body.put("ruleRevision", "0123456789abcdef");
            }
            body.path("sections").forEach(section -> section.path("items").forEach(item -> ((ObjectNode) item)
                    .putObject("source")
                    .put("position", "p")
                    .put("batch", "b")
                    .put("landedAt", "2026-03-01T02:00:01.000Z")));
            bulk.append("{\"index\":{\"_index\":\"")
                    .append(index)
                    .append("-v1\",\"_id\":\"")
                    .append(document.id())
                    .append("\",\"version\":7,\"version_type\":\"external\"}}\n")
                    .append(body)
                    .append('\n');
            if (bulk.length() > 1 << 21) {
                flush(bulk);
            }
        }
        flush(bulk);
    }

    private void flush(StringBuilder bulk) throws Exception {
        if (bulk.length() > 0) {
            String answer = raw("POST", "/_bulk", bulk.toString());
            JsonNode parsed = Elasticsearch.JSON.readTree(answer);
            if (parsed.path("errors").asBoolean(true)) {
                throw new IllegalStateException(answer);
            }
            bulk.setLength(0);
        }
    }

    /** Writes one document. */
    public void put(String index, String id, String json) throws Exception {
        elasticsearch.send("PUT", "/" + index + "-v1/_doc/" + id, Elasticsearch.JSON.readTree(json));
    }

    /** Makes one document say something else. */
    public void alter(String index, String id, String said, String now) throws Exception {
        String json = elasticsearch
                .send("GET", "/" + index + "-v1/_doc/" + id, null)
                .path("_source")
                .toString();
        if (!json.contains(said)) {
            throw new IllegalArgumentException("the document does not say " + said);
        }
        put(index, id, json.replace(said, now));
    }

    /** Marks one document deleted, as the index job does. */
    public void softDelete(String index, String id) throws Exception {
        put(index, id, "{\"deleted\": true}");
    }

    private String raw(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve(path))
                                .header("Content-Type", "application/x-ndjson")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
