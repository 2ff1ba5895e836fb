package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/** The documents behind an alias, sorted by keyword fields whose values together are one document's alone; page by page. */
final class IndexedDocuments implements Documents {
    private static final int PAGE = 500;
    private static final List<String> LEFT_OUT =
            List.of("ruleRevision", "deleted", "deletedAt", "sections.*.items.source");

    private final Elasticsearch elasticsearch;
    private final String alias;
    private final List<String> sort;
    private final Queue<Keyed> page = new ArrayDeque<>();
    private JsonNode after;
    private boolean last;
    private long read;

    IndexedDocuments(Elasticsearch elasticsearch, String alias, List<String> sort) {
        this.elasticsearch = elasticsearch;
        this.alias = alias;
        this.sort = sort;
        // what was acknowledged counts, whether it can be searched yet or not
        elasticsearch.send("POST", "/" + alias + "/_refresh", null);
    }

    @Override
    public Keyed next() {
        if (page.isEmpty() && !last) {
            fetch();
        }
        Keyed next = page.poll();
        if (next != null) {
            read++;
        }
        return next;
    }

    /** Documents that paging passed over, as they share their sort values with another: there must be none. */
    long hidden() {
        return elasticsearch
                        .send("GET", "/" + alias + "/_count", null)
                        .path("count")
                        .asLong()
                - read;
    }

    private void fetch() {
        ObjectNode query = Elasticsearch.JSON.createObjectNode();
        query.put("size", PAGE).put("track_total_hits", false);
        ArrayNode order = query.putArray("sort");
        sort.forEach(field -> order.addObject().put(field, "asc"));
        ArrayNode excludes = query.putObject("_source").putArray("excludes");
        LEFT_OUT.forEach(excludes::add);
        if (after != null) {
            query.set("search_after", after);
        }
        JsonNode hits = elasticsearch
                .send("POST", "/" + alias + "/_search", query)
                .path("hits")
                .path("hits");
        for (JsonNode hit : hits) {
            after = hit.path("sort");
            page.add(new Keyed(
                    key(after),
                    after.path(0).asText(),
                    hit.path("_id").asText(),
                    (ObjectNode) hit.path("_source"),
                    null));
        }
        last = hits.size() < PAGE;
    }

    private static String key(JsonNode values) {
        StringBuilder key = new StringBuilder();
        for (Iterator<JsonNode> it = values.elements(); it.hasNext(); ) {
            key.append(it.next().asText());
            if (it.hasNext()) {
                key.append(Keyed.SEPARATOR);
            }
        }
        return key.toString();
    }

    @Override
    public void close() {
        page.clear();
    }
}
