package org.taxbrain.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.object.Reference;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.Tag;

/** Writes a panel as a Lens visualisation of one layer. */
final class LensObject {
    static final String LAYER = "layer";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private LensObject() {}

    static SavedObject of(Panel panel, Language language) {
        ObjectNode attributes = JSON.objectNode();
        attributes.put("title", panel.title().in(language));
        attributes.put("description", "");
        attributes.put("visualizationType", panel.chart().type());
        ObjectNode state = attributes.putObject("state");
        state.putObject("datasourceStates")
                .putObject("formBased")
                .putObject("layers")
                .set(LAYER, layer(panel, language));
        state.set("visualization", panel.chart().drawing());
        state.putObject("query")
                .put("query", panel.where().map(Condition::kuery).orElse(""))
                .put("language", "kuery");
        state.putArray("filters");
        state.putArray("internalReferences");
        state.putObject("adHocDataViews");
        return new SavedObject(
                ObjectType.LENS,
                "taxbrain-" + panel.id(),
                attributes,
                List.of(
                        new Reference(
                                "indexpattern-datasource-layer-" + LAYER,
                                ObjectType.DATA_VIEW,
                                panel.view().id()),
                        Reference.tag(Tag.of(panel.view().restricted()).id())));
    }

    private static ObjectNode layer(Panel panel, Language language) {
        ObjectNode layer = JSON.objectNode();
        ObjectNode columns = layer.putObject("columns");
        List<String> order = new ArrayList<>();
        List<Bucket> buckets = panel.chart().buckets();
        for (int i = 0; i < buckets.size(); i++) {
            order.add(bucketId(i));
            columns.set(bucketId(i), buckets.get(i).column(panel.view(), language));
        }
        List<Measure> measures = panel.chart().measures();
        for (int i = 0; i < measures.size(); i++) {
            order.add(measureId(i));
            columns.set(measureId(i), Columns.of(measures.get(i), language));
        }
        ArrayNode columnOrder = layer.putArray("columnOrder");
        order.forEach(columnOrder::add);
        layer.putObject("incompleteColumns");
        // 1: of all documents, no sample
        layer.put("sampling", 1);
        return layer;
    }

    static String bucketId(int i) {
        return "by-" + i;
    }

    static String measureId(int i) {
        return "number-" + i;
    }
}
