package org.taxbrain.kibana.map;

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
 * A map of how many points lie in each cell of a grid, the darker the more. Cells never become so small that one is an
 * address: readers can't come nearer than where they are tiles of {@link #FINEST}.
 *
 * @param id unique among all contents
 * @param field a point
 * @param count what is counted
 * @param around in whose midst the map opens while there is nothing to see
 */
public record GridMap(String id, Label title, DataView view, String field, Label count, List<Place> around)
        implements Content {
    /** By how many levels the tiles of a coarse grid are finer than the map's zoom. */
    public static final int LEVELS_BELOW_ZOOM = 2;
    /** The level of the finest tiles that a map may count by: about a kilometre wide at China's latitudes. */
    public static final int FINEST = 15;

    private static final int MAX_ZOOM = FINEST - LEVELS_BELOW_ZOOM;

    private static final String REFERENCE = "layer_0_source_index_pattern";
    /** What Kibana calls the number of a cell's points. */
    private static final String COUNTED = "doc_count";

    public GridMap {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(title, "title is null");
        Objects.requireNonNull(view, "view is null");
        Objects.requireNonNull(field, "field is null");
        Objects.requireNonNull(count, "count is null");
        around = List.copyOf(around);
    }

    @Override
    public SavedObject object(Language language) {
        ObjectNode layer = MapObject.layer("grid", title, MAX_ZOOM, language);
        source(layer.putObject("sourceDescriptor"), language);
        layer.putArray("joins");
        layer.set("style", style());
        return MapObject.of(this, title, layer, REFERENCE, around, MAX_ZOOM, language);
    }

    private void source(ObjectNode source, Language language) {
        source.put("type", "ES_GEO_GRID");
        source.put("id", id);
        source.put("indexPatternRefName", REFERENCE);
        source.put("geoField", field);
        // cells, and not their points' midst, which of one point is that point
        source.put("requestType", "grid");
        source.put("resolution", "COARSE");
        source.putArray("metrics").addObject().put("type", "count").put("label", count.in(language));
        source.put("applyGlobalQuery", true).put("applyGlobalTime", true).put("applyForceRefresh", true);
    }

    private static ObjectNode style() {
        ObjectNode style = MapObject.style();
        ObjectNode fill = MapObject.byField(style, "fillColor", COUNTED, "source");
        fill.put("color", "Blues").put("type", "ORDINAL");
        fill.putObject("fieldMetaOptions").put("isEnabled", false).put("sigma", 3);
        MapObject.fixed(style, "lineColor").put("color", "#4379AA");
        MapObject.fixed(style, "lineWidth").put("size", 1);
        return style;
    }
}
