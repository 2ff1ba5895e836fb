package org.taxbrain.local.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexNames;

/** What the index knows of the health of feeds, and of rows that were not accepted. */
public final class HealthIndex {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST = 10_000;
    private static final int EXAMPLES = 3;
    private static final int MOST_RULES = 500;

    private final Elasticsearch elasticsearch;

    public HealthIndex(Elasticsearch elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** The newest business day of each dataset on which rows came, by dataset. */
    public Map<String, JsonNode> newestDays() throws IOException, InterruptedException {
        elasticsearch.refresh(IndexNames.FEED_HEALTH);
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        search.putObject("query").putObject("range").putObject("rows").put("gt", 0);
        search.putArray("sort").addObject().put("day", "desc");
        Map<String, JsonNode> newest = new HashMap<>();
        for (JsonNode day : sources(IndexNames.FEED_HEALTH, search)) {
            newest.putIfAbsent(day.path("dataset").asText(), day);
        }
        return newest;
    }

    /** When the last file of each dataset was taken, by dataset; those of which none was are absent. */
    public Map<String, Instant> lastDelivered() throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        ObjectNode of = search.putObject("aggs").putObject("datasets");
        of.putObject("terms").put("field", "dataset").put("size", MOST);
        of.putObject("aggs").putObject("last").putObject("max").put("field", "deliveredAt");
        Map<String, Instant> last = new HashMap<>();
        for (JsonNode bucket :
                elasticsearch.search(IndexNames.FEED_HEALTH, search).at("/aggregations/datasets/buckets")) {
            JsonNode at = bucket.at("/last/value");
            if (at.isNumber()) {
                last.put(bucket.path("key").asText(), Instant.ofEpochMilli(at.asLong()));
            }
        }
        return last;
    }

    /** Business days of a department's datasets in a month, by dataset and day. */
    public List<JsonNode> days(String department, YearMonth month) throws IOException, InterruptedException {
        elasticsearch.refresh(IndexNames.FEED_HEALTH);
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        filters(search, "department", department)
                .addObject()
                .putObject("range")
                .putObject("day")
                .put("gte", month.atDay(1).toString())
                .put("lte", month.atEndOfMonth().toString());
        search.putArray("sort").add("dataset").add("day");
        return sources(IndexNames.FEED_HEALTH, search);
    }

    /**
     * A rule that rows of a department broke.
     *
     * @param field schema name; null: the row as a whole
     * @param positions where some of them stand, never what they say
     */
    public record Rejected(String dataset, String rule, String field, long count, List<String> positions) {}

    /** What was rejected of a dataset in a month: of files, rows of those whose business day is in it, whenever they came; else rows that landed in it. */
    public List<Rejected> rejected(Dataset dataset, YearMonth month) throws IOException, InterruptedException {
        elasticsearch.refresh(IndexNames.QUARANTINE);
        ObjectNode which = which(dataset, month);
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        filters(search, "dataset", dataset.id()).add(which);
        ObjectNode rules = terms(search, "rule", null);
        terms(rules, "field", "");
        List<Rejected> rejected = new ArrayList<>();
        for (JsonNode rule : elasticsearch.search(IndexNames.QUARANTINE, search).at("/aggregations/rule/buckets")) {
            for (JsonNode field : rule.at("/field/buckets")) {
                String broken = rule.path("key").asText();
                String name = field.path("key").asText();
                rejected.add(new Rejected(
                        dataset.id(),
                        broken,
                        name.isEmpty() ? null : name,
                        field.path("doc_count").asLong(),
                        positions(dataset, which, broken, name)));
            }
        }
        return rejected;
    }

    private ObjectNode which(Dataset dataset, YearMonth month) throws IOException, InterruptedException {
        ObjectNode which = Elasticsearch.JSON.createObjectNode();
        if (dataset.descriptor().source().files() == null) {
            which.putObject("range")
                    .putObject("landedAt")
                    .put("gte", begin(month.atDay(1)))
                    .put("lt", begin(month.plusMonths(1).atDay(1)));
            return which;
        }
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        filters(search, "dataset", dataset.id())
                .addObject()
                .putObject("range")
                .putObject("businessDate")
                .put("gte", month.atDay(1).toString())
                .put("lte", month.atEndOfMonth().toString());
        ArrayNode batches = which.putObject("terms").putArray("batch");
        sources(IndexNames.BOOKS, search)
                .forEach(account -> batches.add(account.path("batch").asText()));
        return which;
    }

    private List<String> positions(Dataset dataset, ObjectNode which, String rule, String field)
            throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", EXAMPLES);
        ArrayNode filters = filters(search, "dataset", dataset.id()).add(which);
        filters.addObject().putObject("term").put("rule", rule);
        if (!field.isEmpty()) {
            filters.addObject().putObject("term").put("field", field);
        }
        search.putArray("sort").add("position");
        return sources(IndexNames.QUARANTINE, search).stream()
                .map(entry -> entry.path("position").asText())
                .toList();
    }

    private static ObjectNode terms(ObjectNode parent, String field, String missing) {
        ObjectNode of = parent.putObject("aggs").putObject(field);
        ObjectNode terms = of.putObject("terms").put("field", field).put("size", MOST_RULES);
        if (missing != null) {
            terms.put("missing", missing);
        }
        return of;
    }

    private static ArrayNode filters(ObjectNode search, String field, String value) {
        ArrayNode filters = search.putObject("query").putObject("bool").putArray("filter");
        filters.addObject().putObject("term").put(field, value);
        return filters;
    }

    private static String begin(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant().toString();
    }

    private List<JsonNode> sources(String alias, ObjectNode search) throws IOException, InterruptedException {
        List<JsonNode> sources = new ArrayList<>();
        elasticsearch.search(alias, search).at("/hits/hits").forEach(hit -> sources.add(hit.path("_source")));
        return sources;
    }
}
