package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taxbrain.kibana.check.ReadPanel.Column;
import org.taxbrain.kibana.lens.Condition;
import org.taxbrain.kibana.object.ObjectType;

/** The search that Kibana sends for a panel of a dashboard with its own period, and what its answer says. */
public final class PanelQuery {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** What Kibana puts where a text is missing. */
    private static final String MISSING = "__missing__";
    /** So many cells of a grid Kibana asks for. */
    private static final int MOST_CELLS = 65_535;

    private final ReadPanel panel;
    private final String since;
    private final String until;

    private PanelQuery(ReadPanel panel, String since, String until) {
        this.panel = panel;
        this.since = since;
        this.until = until;
    }

    /** The searches of every panel of every dashboard. */
    public static List<PanelQuery> all(ObjectFile file) {
        List<PanelQuery> queries = new ArrayList<>();
        for (ObjectNode dashboard : file.of(ObjectType.DASHBOARD)) {
            String since = dashboard.at("/attributes/timeFrom").asText();
            String until = dashboard.at("/attributes/timeTo").asText();
            Unfolded.panels(dashboard)
                    .map(panel -> Unfolded.shown(file, dashboard, panel))
                    .forEach(shown -> queries.add(new PanelQuery(ReadPanel.of(file, shown), since, until)));
        }
        return queries;
    }

    public String index() {
        return panel.index();
    }

    /** The field that the period cuts by. */
    public Optional<String> timeField() {
        return panel.timeField();
    }

    /** What the whole panel is about. */
    public Optional<Condition> condition() {
        return panel.condition();
    }

    /** The search's body. */
    public ObjectNode body() {
        ObjectNode body = JSON.objectNode().put("size", 0).put("track_total_hits", true);
        ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
        panel.timeField().ifPresent(field -> filter.addObject()
                .putObject("range")
                .putObject(field)
                .put("gte", since)
                .put("lte", until));
        panel.condition().ifPresent(condition -> filter.add(matches(condition)));
        ObjectNode level = body;
        for (Column bucket : panel.buckets()) {
            level = level.withObjectProperty("aggs").putObject(bucket.id());
            level.setAll(
                    switch (bucket.operation()) {
                        case "terms" -> terms(bucket);
                        case "date_histogram" -> calendar(bucket);
                        case "geotile_grid" -> cells(bucket);
                        default -> throw new IllegalArgumentException("no such groups here: " + bucket.operation());
                    });
        }
        measures(level);
        return body;
    }

    private ObjectNode terms(Column column) {
        ObjectNode terms = JSON.objectNode();
        JsonNode params = column.json().path("params");
        ObjectNode body = terms.putObject("terms");
        body.put("field", column.field().orElseThrow());
        body.put("size", params.path("size").asInt());
        Column measure = orderedBy(params.at("/orderBy/columnId").asText());
        body.putObject("order")
                .put(
                        measure.field().isEmpty() ? "_count" : measure.id(),
                        params.path("orderDirection").asText());
        // groups are ordered by a number of their own, whatever is nested in them
        ObjectNode numbers = numbers(measure);
        if (!numbers.isEmpty()) {
            terms.set("aggs", numbers);
        }
        if (params.path("missingBucket").asBoolean()) {
            body.put("missing", MISSING);
        }
        return terms;
    }

    /** The measure that groups are ordered by, and cut. */
    private Column orderedBy(String measure) {
        return panel.measures().stream()
                .filter(m -> m.id().equals(measure) && m.filter().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        this + " orders groups by " + measure + ", which is no number of all of a group's documents"));
    }

    private ObjectNode calendar(Column column) {
        ObjectNode calendar = JSON.objectNode();
        ObjectNode body = calendar.putObject("date_histogram");
        body.put("field", column.field().orElseThrow());
        body.put("calendar_interval", "1" + column.json().at("/params/interval").asText());
        body.put("time_zone", "Asia/Shanghai");
        body.put("min_doc_count", 0);
        return calendar;
    }

    private static ObjectNode cells(Column column) {
        ObjectNode cells = JSON.objectNode();
        String field = column.field().orElseThrow();
        cells.putObject("geotile_grid")
                .put("field", field)
                .put("precision", column.json().at("/params/precision").asInt())
                .put("size", MOST_CELLS)
                .put("shard_size", MOST_CELLS);
        cells.putObject("aggs")
                .putObject("gridCentroid")
                .putObject("geo_centroid")
                .put("field", field);
        return cells;
    }

    private void measures(ObjectNode level) {
        ObjectNode aggregations = JSON.objectNode();
        for (Column measure : panel.measures()) {
            ObjectNode numbers = numbers(measure);
            if (measure.filter().isPresent()) {
                ObjectNode filtered = aggregations.putObject(measure.id());
                filtered.set("filter", matches(measure.filter().get()));
                if (!numbers.isEmpty()) {
                    filtered.set("aggs", numbers);
                }
            } else {
                aggregations.setAll(numbers);
            }
        }
        if (!aggregations.isEmpty()) {
            level.withObjectProperty("aggs").setAll(aggregations);
        }
    }

    /** None if documents are counted: each group's count says that. */
    private static ObjectNode numbers(Column measure) {
        ObjectNode numbers = JSON.objectNode();
        measure.field().ifPresent(field -> {
            numbers.putObject(measure.id())
                    .putObject(aggregation(measure.operation()))
                    .put("field", field);
            if (measure.isAverage()) {
                // Kibana does not ask for it: without it the averages of groups don't make the average of all
                numbers.putObject(measure.valuesId()).putObject("value_count").put("field", field);
            }
        });
        return numbers;
    }

    private static String aggregation(String operation) {
        return switch (operation) {
            case "unique_count" -> "cardinality";
            case "average" -> "avg";
            default -> operation;
        };
    }

    private static ObjectNode matches(Condition condition) {
        ObjectNode query = JSON.objectNode();
        ObjectNode bool = query.putObject("bool");
        bool.putArray("should").addObject().putObject("match_phrase").put(condition.field(), condition.value());
        bool.put("minimum_should_match", 1);
        return query;
    }

    /** What the search's answer says. */
    public PanelFigures read(JsonNode answer) {
        return PanelFigures.of(panel, answer);
    }

    @Override
    public String toString() {
        return ObjectFile.name(panel.object());
    }
}
