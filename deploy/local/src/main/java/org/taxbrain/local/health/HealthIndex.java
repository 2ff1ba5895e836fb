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
        ArrayNode filters = filters(search, department);
        filters.addObject()
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

    /** What was rejected of a department's rows that landed in a month. */
    public List<Rejected> rejected(String department, YearMonth month) throws IOException, InterruptedException {
        elasticsearch.refresh(IndexNames.QUARANTINE);
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        filterMonth(filters(search, department), month);
        ObjectNode datasets = terms(search, "dataset", null);
        ObjectNode rules = terms(datasets, "rule", null);
        terms(rules, "field", "");
        List<Rejected> rejected = new ArrayList<>();
        JsonNode found = elasticsearch.search(IndexNames.QUARANTINE, search);
        for (JsonNode dataset : found.at("/aggregations/dataset/buckets")) {
            for (JsonNode rule : dataset.at("/rule/buckets")) {
                for (JsonNode field : rule.at("/field/buckets")) {
                    String id = dataset.path("key").asText();
                    String broken = rule.path("key").asText();
                    String name = field.path("key").asText();
                    rejected.add(new Rejected(
                            id,
                            broken,
                            name.isEmpty() ? null : name,
                            field.path("doc_count").asLong(),
                            positions(department, month, id, broken, name)));
                }
            }
        }
        return rejected;
    }

    private List<String> positions(String department, YearMonth month, String dataset, String rule, String field)
            throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", EXAMPLES);
        ArrayNode filters = filters(search, department);
        filterMonth(filters, month);
        filters.addObject().putObject("term").put("dataset", dataset);
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

    private static ArrayNode filters(ObjectNode search, String department) {
        ArrayNode filters = search.putObject("query").putObject("bool").putArray("filter");
        filters.addObject().putObject("term").put("department", department);
        return filters;
    }

    private static void filterMonth(ArrayNode filters, YearMonth month) {
        filters.addObject()
                .putObject("range")
                .putObject("landedAt")
                .put("gte", begin(month.atDay(1)))
                .put("lt", begin(month.plusMonths(1).atDay(1)));
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
