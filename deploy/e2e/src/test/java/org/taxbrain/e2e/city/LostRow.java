package org.taxbrain.e2e.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.taxbrain.local.demo.Elasticsearch;

/** A row that is gone from one file of the index, behind the back of all that writes there. */
final class LostRow {
    private final URI document;
    private final JsonNode whole;

    /** Takes a row of a dataset out of some taxpayer's file. */
    LostRow(URI elasticsearch, String dataset) throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 1).put("version", true);
        search.putObject("query")
                .putObject("range")
                .putObject("sections." + dataset + ".count")
                .put("gte", 1);
        JsonNode hit =
                new Elasticsearch(elasticsearch).search("taxpayer", search).at("/hits/hits/0");
        if (hit.isMissingNode()) {
            throw new AssertionError("no taxpayer's file has a row of " + dataset);
        }
        this.whole = hit.path("_source");
        this.document = elasticsearch.resolve("/" + hit.path("_index").asText() + "/_doc/"
                + hit.path("_id").asText() + "?refresh=true&version_type=external_gte&version="
                + hit.path("_version").asLong());
        ObjectNode spoilt = whole.deepCopy();
        ObjectNode section = (ObjectNode) spoilt.path("sections").path(dataset);
        ((ArrayNode) section.path("items")).remove(0);
        section.put("count", section.path("count").asLong() - 1);
        put(spoilt);
    }

    private void put(JsonNode source) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(document)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(source.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** The file is as it was. */
    void restore() throws IOException, InterruptedException {
        put(whole);
    }
}
