package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.taxbrain.kibana.lens.Condition;
import org.taxbrain.kibana.object.ObjectType;

/**
 * What a dashboard shows in one of its places, read back: a Lens visualisation of one layer, or a map of one join.
 *
 * @param view the data view that it reads
 * @param columns in their order: buckets, then measures
 */
record ReadPanel(ObjectNode object, ObjectNode view, List<Column> columns) {
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

    /** Everything that dashboards can show. */
    static List<ReadPanel> all(ObjectFile file) {
        return Stream.of(ObjectType.LENS, ObjectType.MAP)
                .flatMap(type -> file.of(type).stream())
                .map(object -> of(file, object))
                .toList();
    }

    static ReadPanel of(ObjectFile file, ObjectNode object) {
        return object.path("type").asText().equals(ObjectType.MAP.id()) ? ofMap(file, object) : ofLens(file, object);
    }

    /** A map counts by the codes of places; documents without a code are not on it. */
    private static ReadPanel ofMap(ObjectFile file, ObjectNode map) {
        JsonNode join = Unfolded.attributes(map).at("/layerListJSON/0/joins/0/right");
        ObjectNode places = JsonNodeFactory.instance.objectNode();
        places.put("operationType", "terms").put("dataType", "string").put("isBucketed", true);
        places.put("sourceField", join.path("term").asText());
        ObjectNode params = places.putObject("params");
        params.put("size", join.path("size").asInt())
                .put("orderDirection", "desc")
                .put("missingBucket", false);
        params.putObject("orderBy").put("columnId", "count");
        ObjectNode count = JsonNodeFactory.instance.objectNode();
        count.put("operationType", "count").put("isBucketed", false).put("sourceField", DOCUMENTS);
        return new ReadPanel(
                map,
                file.required(map, join.path("indexPatternRefName").asText()),
                List.of(new Column("places", places), new Column("count", count)));
    }

    private static ReadPanel ofLens(ObjectFile file, ObjectNode lens) {
        JsonNode layers = lens.at("/attributes/state/datasourceStates/formBased/layers");
        String id = layers.fieldNames().next();
        JsonNode layer = layers.path(id);
        List<Column> columns = layer.path("columnOrder")
                .valueStream()
                .map(JsonNode::asText)
                .map(name -> new Column(name, layer.path("columns").path(name)))
                .toList();
        return new ReadPanel(lens, file.required(lens, "indexpattern-datasource-layer-" + id), columns);
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
        return condition(object.at("/attributes/state/query"));
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
