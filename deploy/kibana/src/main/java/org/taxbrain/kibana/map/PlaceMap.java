package org.taxbrain.kibana.map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.dashboard.Content;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.DataView;
import org.taxbrain.kibana.view.Place;

/**
 * A map of how many documents name each place: a circle at the place, the larger the more. The places stand in the map
 * itself, and Kibana joins the counts to them, as what is counted has a code and no point.
 *
 * @param id unique among all contents
 * @param field the field whose values are the places' codes
 * @param count what is counted
 */
public record PlaceMap(String id, Label title, DataView view, String field, Label count, List<Place> places)
        implements Content {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LAYER = "places";
    /** As near as Kibana goes. */
    private static final int MAX_ZOOM = 24;

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
        ObjectNode layer = MapObject.layer(LAYER, title, MAX_ZOOM, language);
        layer.set("sourceDescriptor", source(language));
        layer.putArray("joins").add(join(language));
        layer.set("style", style());
        return MapObject.of(this, title, layer, INDEX_REFERENCE, places, MAX_ZOOM, language);
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
        ObjectNode style = MapObject.style();
        MapObject.fixed(style, "fillColor").put("color", "#6092C0");
        MapObject.fixed(style, "lineColor").put("color", "#4379AA");
        MapObject.fixed(style, "lineWidth").put("size", 1);
        ObjectNode size = MapObject.byField(style, "iconSize", COUNTED, "join");
        size.put("minSize", 7).put("maxSize", 32);
        size.putObject("fieldMetaOptions").put("isEnabled", true).put("sigma", 3);
        MapObject.byField(style, "labelText", "name", "source");
        MapObject.fixed(style, "labelColor").put("color", "#000000");
        MapObject.fixed(style, "labelSize").put("size", 13);
        return style;
    }
}
