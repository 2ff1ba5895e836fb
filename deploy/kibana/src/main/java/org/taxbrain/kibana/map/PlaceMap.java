package org.taxbrain.kibana.map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.dashboard.Content;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.object.Reference;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.DataView;
import org.taxbrain.kibana.view.Place;
import org.taxbrain.kibana.view.Tag;

/**
 * A map of how many documents name each place: a circle at the place, the larger the more. The places stand in the map
 * itself, and Kibana joins the counts to them, as no index holds a point. There is no map behind them: Kibana's own would be
 * asked of a service on the Internet by every reader.
 *
 * @param id unique among all contents
 * @param field the field whose values are the places' codes
 * @param count what is counted
 */
public record PlaceMap(String id, Label title, DataView view, String field, Label count, List<Place> places)
        implements Content {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LAYER = "places";
    private static final String JOIN = "counts";
    /** More codes than a province has: those of other places must not cut off the map's own. */
    private static final int CODES = 1_000;

    private static final String INDEX_REFERENCE = "layer_0_join_0_index_pattern";
    /** What Kibana calls the number that a join counts. */
    private static final String COUNTED = "__kbnjoin__count__" + JOIN;

    public PlaceMap {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(title, "title is null");
        Objects.requireNonNull(view, "view is null");
        Objects.requireNonNull(field, "field is null");
        Objects.requireNonNull(count, "count is null");
        places = List.copyOf(places);
    }

    @Override
    public SavedObject object(Language language) {
        ObjectNode attributes = JSON.objectNode();
        attributes.put("title", title.in(language));
        attributes.put("description", "");
        attributes.put("layerListJSON", JSON.arrayNode().add(layer(language)).toString());
        attributes.put("mapStateJSON", state().toString());
        attributes.put(
                "uiStateJSON", JSON.objectNode().put("isLayerTOCOpen", false).toString());
        return new SavedObject(
                ObjectType.MAP,
                "taxbrain-" + id,
                attributes,
                List.of(
                        new Reference(INDEX_REFERENCE, ObjectType.DATA_VIEW, view.id()),
                        Reference.tag(Tag.of(view.restricted()).id())));
    }

    private ObjectNode layer(Language language) {
        ObjectNode layer = JSON.objectNode();
        layer.put("id", LAYER);
        layer.put("type", "GEOJSON_VECTOR");
        layer.put("label", title.in(language));
        layer.put("minZoom", 0).put("maxZoom", 24).put("alpha", 0.75).put("visible", true);
        layer.put("includeInFitToBounds", true);
        layer.set("sourceDescriptor", source(language));
        layer.putArray("joins").add(join(language));
        layer.set("style", style());
        return layer;
    }

    private ObjectNode source(Language language) {
        ObjectNode source = JSON.objectNode();
        source.put("type", "GEOJSON_FILE");
        source.put("name", title.in(language));
        ArrayNode fields = source.putArray("__fields");
        fields.addObject().put("name", "code").put("type", "string");
        fields.addObject().put("name", "name").put("type", "string");
        ObjectNode collection = source.putObject("__featureCollection").put("type", "FeatureCollection");
        ArrayNode features = collection.putArray("features");
        for (Place place : places) {
            ObjectNode feature = features.addObject().put("type", "Feature");
            feature.putObject("geometry")
                    .put("type", "Point")
                    .putArray("coordinates")
                    .add(place.longitude())
                    .add(place.latitude());
            feature.putObject("properties")
                    .put("code", place.code())
                    .put("name", place.name().in(language));
        }
        return source;
    }

    private ObjectNode join(Language language) {
        ObjectNode join = JSON.objectNode().put("leftField", "code");
        ObjectNode right = join.putObject("right");
        right.put("type", "ES_TERM_SOURCE");
        right.put("id", JOIN);
        right.put("indexPatternRefName", INDEX_REFERENCE);
        right.put("term", field);
        right.put("size", CODES);
        right.putArray("metrics").addObject().put("type", "count").put("label", count.in(language));
        right.put("applyGlobalQuery", true).put("applyGlobalTime", true);
        return join;
    }

    private static ObjectNode style() {
        ObjectNode style = JSON.objectNode().put("type", "VECTOR").put("isTimeAware", true);
        ObjectNode properties = style.putObject("properties");
        fixed(properties, "fillColor").put("color", "#6092C0");
        fixed(properties, "lineColor").put("color", "#4379AA");
        fixed(properties, "lineWidth").put("size", 1);
        ObjectNode size = byField(properties, "iconSize", COUNTED, "join");
        size.put("minSize", 7).put("maxSize", 32);
        size.putObject("fieldMetaOptions").put("isEnabled", true).put("sigma", 3);
        byField(properties, "labelText", "name", "source");
        fixed(properties, "labelColor").put("color", "#000000");
        fixed(properties, "labelSize").put("size", 13);
        return style;
    }

    private static ObjectNode fixed(ObjectNode properties, String name) {
        return properties.putObject(name).put("type", "STATIC").putObject("options");
    }

    private static ObjectNode byField(ObjectNode properties, String name, String by, String origin) {
        ObjectNode options = properties.putObject(name).put("type", "DYNAMIC").putObject("options");
        options.putObject("field").put("name", by).put("origin", origin);
        return options;
    }

    private ObjectNode state() {
        ObjectNode state = JSON.objectNode();
        state.put("zoom", 8);
        state.putObject("center")
                .put(
                        "lon",
                        places.stream().mapToDouble(Place::longitude).average().orElse(0))
                .put(
                        "lat",
                        places.stream().mapToDouble(Place::latitude).average().orElse(0));
        ObjectNode settings = state.putObject("settings");
        settings.put("autoFitToDataBounds", true);
        return state;
    }
}
