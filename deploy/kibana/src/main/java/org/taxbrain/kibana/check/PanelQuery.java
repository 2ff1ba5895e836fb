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
            ObjectNode aggregations = level.putObject("aggs");
            level = aggregations.putObject(bucket.id());
            level.setAll(bucket.operation().equals("terms") ? terms(bucket) : calendar(bucket));
        }
        measures(level);
        return body;
    }

    private ObjectNode terms(Column column) {
        ObjectNode terms = JSON.objectNode();
        JsonNode params = column.json().path("params");
        requireOrderByCount(params.at("/orderBy/columnId").asText());
        ObjectNode body = terms.putObject("terms");
        body.put("field", column.field().orElseThrow());
        body.put("size", params.path("size").asInt());
        body.putObject("order").put("_count", params.path("orderDirection").asText());
        if (params.path("missingBucket").asBoolean()) {
            body.put("missing", MISSING);
        }
        return terms;
    }

    /** By another number the groups would be ordered, and cut, otherwise than this search does. */
    private void requireOrderByCount(String measure) {
        boolean isCount = panel.measures().stream()
                .anyMatch(m -> m.id().equals(measure)
                        && m.field().isEmpty()
                        && m.filter().isEmpty());
        if (!isCount) {
            throw new IllegalArgumentException(this + " orders groups by " + measure + ", which is no count");
        }
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

    private void measures(ObjectNode level) {
        ObjectNode aggregations = JSON.objectNode();
        for (Column measure : panel.measures()) {
            Optional<ObjectNode> number = number(measure);
            if (measure.filter().isPresent()) {
                ObjectNode filtered = aggregations.putObject(measure.id());
                filtered.set("filter", matches(measure.filter().get()));
                number.ifPresent(n -> filtered.putObject("aggs").set(measure.id(), n));
            } else {
                number.ifPresent(n -> aggregations.set(measure.id(), n));
            }
        }
        if (!aggregations.isEmpty()) {
            level.set("aggs", aggregations);
        }
    }

    /** None if documents are counted: each group's count says that. */
    private static Optional<ObjectNode> number(Column measure) {
        String aggregation = measure.operation().equals("unique_count") ? "cardinality" : measure.operation();
        return measure.field().map(field -> {
            ObjectNode number = JSON.objectNode();
            number.putObject(aggregation).put("field", field);
            return number;
        });
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
