package org.taxbrain.kibana.map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.dashboard.Content;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.object.Reference;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.Place;
import org.taxbrain.kibana.view.Tag;

/** Writes what all maps have in common: one layer, and nothing behind it, as Kibana's own map would be asked of a service on the Internet by every reader. */
final class MapObject {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MapObject() {}

    /**
     * A map of one layer.
     *
     * @param reference by which the layer speaks of the data view
     * @param around in whose midst the map opens while there is nothing to see
     * @param maxZoom how near readers can come; Kibana knows 0 (the world) to 24
     */
    static SavedObject of(
            Content content,
            Label title,
            ObjectNode layer,
            String reference,
            List<Place> around,
            int maxZoom,
            Language language) {
        ObjectNode attributes = JSON.objectNode();
        attributes.put("title", title.in(language));
        attributes.put("description", "");
        attributes.put("layerListJSON", JSON.arrayNode().add(layer).toString());
        attributes.put("mapStateJSON", state(around, maxZoom).toString());
        attributes.put(
                "uiStateJSON", JSON.objectNode().put("isLayerTOCOpen", false).toString());
        return new SavedObject(
                ObjectType.MAP,
                "taxbrain-" + content.id(),
                attributes,
                List.of(
                        new Reference(
                                reference, ObjectType.DATA_VIEW, content.view().id()),
                        Reference.tag(Tag.of(content.view().restricted()).id())));
    }

    static ObjectNode layer(String id, Label title, int maxZoom, Language language) {
        ObjectNode layer = JSON.objectNode();
        layer.put("id", id);
        layer.put("type", "GEOJSON_VECTOR");
        layer.put("label", title.in(language));
        layer.put("minZoom", 0).put("maxZoom", maxZoom).put("alpha", 0.75).put("visible", true);
        layer.put("includeInFitToBounds", true);
        return layer;
    }

    /** A style without properties yet. */
    static ObjectNode style() {
        ObjectNode style = JSON.objectNode().put("type", "VECTOR").put("isTimeAware", true);
        style.putObject("properties");
        return style;
    }

    /** The options of a property of the style that is the same everywhere. */
    static ObjectNode fixed(ObjectNode style, String name) {
        return property(style, name, "STATIC");
    }

    /**
     * The options of a property of the style that a field decides.
     *
     * @param origin what has the field: the layer's {@code source}, or a {@code join}
     */
    static ObjectNode byField(ObjectNode style, String name, String field, String origin) {
        ObjectNode options = property(style, name, "DYNAMIC");
        options.putObject("field").put("name", field).put("origin", origin);
        return options;
    }

    private static ObjectNode property(ObjectNode style, String name, String type) {
        return style.withObjectProperty("properties")
                .putObject(name)
                .put("type", type)
                .putObject("options");
    }

    private static ObjectNode state(List<Place> around, int maxZoom) {
        ObjectNode state = JSON.objectNode();
        state.put("zoom", 8);
        state.putObject("center")
                .put(
                        "lon",
                        around.stream().mapToDouble(Place::longitude).average().orElse(0))
                .put(
                        "lat",
                        around.stream().mapToDouble(Place::latitude).average().orElse(0));
        state.putObject("settings").put("autoFitToDataBounds", true).put("maxZoom", maxZoom);
        return state;
    }
}
