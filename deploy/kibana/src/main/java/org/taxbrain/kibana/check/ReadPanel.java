package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.taxbrain.kibana.lens.Condition;
import org.taxbrain.kibana.map.GridMap;
import org.taxbrain.kibana.object.ObjectType;

/**
 * What a dashboard shows in one of its places, read back: a Lens visualisation of one layer, or a map of one layer.
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

        boolean isAverage() {
            return operation().equals("average");
        }

        /** What the number of values that an average is of is called in an answer. */
        String valuesId() {
            return id + "-values";
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

    /** Whether a map's layer counts points by the cells of a grid; else it counts the codes of places. */
    static boolean isGrid(JsonNode layer) {
        return layer.at("/sourceDescriptor/type").asText().equals("ES_GEO_GRID");
    }

    private static ReadPanel ofMap(ObjectFile file, ObjectNode map) {
        JsonNode layer = Unfolded.attributes(map).at("/layerListJSON/0");
        JsonNode source = isGrid(layer) ? layer.path("sourceDescriptor") : layer.at("/joins/0/right");
        ObjectNode count = JsonNodeFactory.instance.objectNode();
        count.put("operationType", "count").put("isBucketed", false).put("sourceField", DOCUMENTS);
        return new ReadPanel(
                map,
                file.required(map, source.path("indexPatternRefName").asText()),
                List.of(
                        new Column("places", isGrid(layer) ? cells(layer, source) : codes(source)),
                        new Column("count", count)));
    }

    /** Documents without a code are not on the map. */
    private static ObjectNode codes(JsonNode join) {
        ObjectNode places = JsonNodeFactory.instance.objectNode();
        places.put("operationType", "terms").put("dataType", "string").put("isBucketed", true);
        places.put("sourceField", join.path("term").asText());
        ObjectNode params = places.putObject("params");
        params.put("size", join.path("size").asInt())
                .put("orderDirection", "desc")
                .put("missingBucket", false);
        params.putObject("orderBy").put("columnId", "count");
        return places;
    }

    /** Of a grid, the finest cells that readers come to. */
    private static ObjectNode cells(JsonNode layer, JsonNode source) {
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        cells.put("operationType", "geotile_grid").put("isBucketed", true);
        cells.put("sourceField", source.path("geoField").asText());
        cells.putObject("params")
                .put("precision", layer.path("maxZoom").asInt() + GridMap.LEVELS_BELOW_ZOOM)
                .put("missingBucket", false);
        return cells;
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

    private static Optional<Condition> condition(JsonNode query) {
        String text = query.path("query").asText();
        return text.isEmpty() ? Optional.empty() : Optional.of(Condition.parse(text));
    }
}
