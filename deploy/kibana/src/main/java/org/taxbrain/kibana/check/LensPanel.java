package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.taxbrain.kibana.lens.Condition;

/**
 * A Lens visualisation of one layer, read back.
 *
 * @param view the data view that it reads
 * @param columns in their order: buckets, then measures
 */
record LensPanel(ObjectNode lens, ObjectNode view, List<Column> columns) {
    private static final String DOCUMENTS = "___records___";

    /** A column of the layer. */
    record Column(String id, JsonNode json) {
        String operation() {
            return json.path("operationType").asText();
        }

        boolean isBucket() {
            return json.path("isBucketed").asBoolean();
        }

        /** None if documents are counted. */
        Optional<String> field() {
            return Optional.of(json.path("sourceField").asText()).filter(f -> !f.equals(DOCUMENTS));
        }

        Optional<Condition> filter() {
            return condition(json.path("filter"));
        }
    }

    static LensPanel of(ObjectFile file, ObjectNode lens) {
        JsonNode layers = lens.at("/attributes/state/datasourceStates/formBased/layers");
        String id = layers.fieldNames().next();
        JsonNode layer = layers.path(id);
        List<Column> columns = layer.path("columnOrder")
                .valueStream()
                .map(JsonNode::asText)
                .map(name -> new Column(name, layer.path("columns").path(name)))
                .toList();
        return new LensPanel(lens, file.required(lens, "indexpattern-datasource-layer-" + id), columns);
    }

    String index() {
        return view.at("/attributes/title").asText();
    }

    Optional<String> timeField() {
        return Optional.ofNullable(view.at("/attributes/timeFieldName").textValue());
    }

    List<Column> buckets() {
        return columns.stream().filter(Column::isBucket).toList();
    }

    List<Column> measures() {
        return columns.stream().filter(column -> !column.isBucket()).toList();
    }

    /** What the whole panel is about. */
    Optional<Condition> condition() {
        return condition(lens.at("/attributes/state/query"));
    }

    /** Every condition in it. */
    Stream<Condition> conditions() {
        return Stream.concat(condition().stream(), columns.stream().flatMap(c -> c.filter().stream()));
    }

    /** Fields that it shows something of. */
    Stream<String> fields() {
        return columns.stream().flatMap(column -> column.field().stream());
    }

    private static Optional<Condition> condition(JsonNode query) {
        String text = query.path("query").asText();
        return text.isEmpty() ? Optional.empty() : Optional.of(Condition.parse(text));
    }
}
