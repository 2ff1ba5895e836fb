package org.taxbrain.e2e.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.oracle.Report;
import org.taxbrain.oracle.compare.Redaction;
import org.taxbrain.schemas.record.LandedRecord;

/** Which documents of the index hold a row, named as a report of differences names them. */
final class Whereabouts {
    private static final List<String> FILES = List.of("taxpayer", "property-unit", "enforcement-case");
    private static final int MOST = 1_000;

    private final Elasticsearch index;

    Whereabouts(URI elasticsearch) {
        this.index = new Elasticsearch(elasticsearch);
    }

    /** The files with the row among their items, and the reminders of it. */
    Set<String> of(LandedRecord row) throws IOException, InterruptedException {
        Set<String> documents = new TreeSet<>();
        String items = "sections." + row.getDataset() + ".items";
        ObjectNode held = Elasticsearch.JSON.createObjectNode();
        ObjectNode nested = held.putObject("nested").put("path", items).put("ignore_unmapped", true);
        nested.putObject("query").putObject("term").put(items + ".key", row.getKey());
        for (String alias : FILES) {
            add(documents, alias, held, "subject");
        }
        ObjectNode about = Elasticsearch.JSON.createObjectNode();
        about.putObject("term").put("fact", row.getDataset() + "|" + row.getKey());
        add(documents, "reminder", about, "fact");
        return documents;
    }

    private void add(Set<String> documents, String alias, ObjectNode query, String label)
            throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        search.set("query", query);
        for (JsonNode hit : index.search(alias, search).path("hits").path("hits")) {
            documents.add(alias + " "
                    + Redaction.subject(hit.path("_source").path(label).asText()));
        }
    }

    /** The documents in which a comparison found differences. */
    static Set<String> named(Report report) {
        Set<String> documents = new TreeSet<>();
        report.samples().forEach(sample -> documents.add(sample.index() + " " + sample.subject()));
        return documents;
    }
}
