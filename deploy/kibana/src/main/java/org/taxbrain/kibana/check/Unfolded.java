package org.taxbrain.kibana.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.taxbrain.kibana.object.ObjectType;

/** Attributes with the JSON that Kibana keeps as text in its place. */
final class Unfolded {
    private static final Map<String, List<String>> TEXTS = Map.of(
            ObjectType.DASHBOARD.id(),
            List.of(
                    "/panelsJSON",
                    "/optionsJSON",
                    "/controlGroupInput/panelsJSON",
                    "/controlGroupInput/ignoreParentSettingsJSON",
                    "/kibanaSavedObjectMeta/searchSourceJSON"),
            ObjectType.MAP.id(),
            List.of("/layerListJSON", "/mapStateJSON", "/uiStateJSON"),
            ObjectType.DATA_VIEW.id(),
            List.of("/fields", "/fieldAttrs", "/fieldFormatMap", "/sourceFilters", "/typeMeta", "/runtimeFieldMap"));

    private Unfolded() {}

    /** @throws IllegalArgumentException if what must be JSON as text is none */
    static ObjectNode attributes(JsonNode object) {
        ObjectNode attributes = object.path("attributes").deepCopy();
        for (String text : TEXTS.getOrDefault(object.path("type").asText(), List.of())) {
            JsonPointer pointer = JsonPointer.compile(text);
            if (attributes.at(pointer.head()) instanceof ObjectNode holder) {
                String key = pointer.last().getMatchingProperty();
                JsonNode value = holder.path(key);
                if (!value.isTextual()) {
                    throw new IllegalArgumentException(ObjectFile.name(object) + ": " + text + " is not JSON as text");
                }
                holder.set(key, ObjectFile.json(value.asText()));
            }
        }
        return attributes;
    }

    /** A dashboard's panels. */
    static Stream<JsonNode> panels(JsonNode dashboard) {
        return attributes(dashboard).path("panelsJSON").valueStream();
    }

    /** What a panel of a dashboard shows. */
    static ObjectNode shown(ObjectFile file, JsonNode dashboard, JsonNode panel) {
        return file.required(
                dashboard,
                panel.path("panelIndex").asText() + ":"
                        + panel.path("panelRefName").asText());
    }

    /** A dashboard's filters, by id. */
    static Stream<JsonNode> controls(JsonNode dashboard) {
        return attributes(dashboard).at("/controlGroupInput/panelsJSON").valueStream();
    }

    /** What clicks into a panel do. */
    static Stream<JsonNode> drillDowns(JsonNode panel) {
        return panel.at("/embeddableConfig/enhancements/dynamicActions/events").valueStream();
    }
}
