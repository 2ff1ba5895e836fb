package org.taxbrain.kibana.lens;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes how a chart is drawn: which column is which part of the picture. */
final class Drawing {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Drawing() {}

    static ObjectNode of(Chart.Metric metric) {
        return layer(JSON.objectNode()).put("metricAccessor", LensObject.measureId(0));
    }

    static ObjectNode of(Chart.Series series) {
        ObjectNode drawing = JSON.objectNode();
        drawing.putObject("legend").put("isVisible", true).put("position", "bottom");
        drawing.put("valueLabels", "hide");
        drawing.put("preferredSeriesType", series.shape().id());
        // a month without reminders has none, which a line that is drawn through would hide
        drawing.put("fittingFunction", "Zero");
        ObjectNode layer = layer(drawing.putArray("layers").addObject());
        layer.put("seriesType", series.shape().id());
        layer.put("position", "top");
        layer.put("showGridlines", false);
        boolean isSplit = series.split().isPresent();
        layer.put("xAccessor", LensObject.bucketId(isSplit ? 1 : 0));
        if (isSplit) {
            layer.put("splitAccessor", LensObject.bucketId(0));
        }
        ArrayNode accessors = layer.putArray("accessors");
        for (int i = 0; i < series.measures().size(); i++) {
            accessors.add(LensObject.measureId(i));
        }
        return drawing;
    }

    static ObjectNode of(Chart.Donut donut) {
        ObjectNode drawing = JSON.objectNode().put("shape", "donut");
        ObjectNode layer = layer(drawing.putArray("layers").addObject());
        layer.putArray("primaryGroups").add(LensObject.bucketId(0));
        layer.putArray("metrics").add(LensObject.measureId(0));
        layer.put("numberDisplay", "percent");
        layer.put("categoryDisplay", "default");
        layer.put("legendDisplay", "default");
        layer.put("nestedLegend", false);
        return drawing;
    }

    static ObjectNode of(Chart.Table table) {
        ObjectNode drawing = layer(JSON.objectNode());
        ArrayNode columns = drawing.putArray("columns");
        for (int i = 0; i < table.buckets().size(); i++) {
            columns.addObject().put("columnId", LensObject.bucketId(i)).put("isTransposed", false);
        }
        for (int i = 0; i < table.measures().size(); i++) {
            columns.addObject().put("columnId", LensObject.measureId(i)).put("isTransposed", false);
        }
        drawing.putObject("paging").put("size", 20).put("enabled", true);
        return drawing;
    }

    static ObjectNode of(Chart.HeatMap heatMap) {
        ObjectNode drawing = layer(JSON.objectNode().put("shape", "heatmap"));
        drawing.put("xAccessor", LensObject.bucketId(0));
        drawing.put("yAccessor", LensObject.bucketId(1));
        drawing.put("valueAccessor", LensObject.measureId(0));
        drawing.putObject("legend")
                .put("isVisible", true)
                .put("position", "right")
                .put("type", "heatmap_legend");
        drawing.putObject("gridConfig")
                .put("type", "heatmap_grid")
                .put("isCellLabelVisible", true)
                .put("isXAxisLabelVisible", true)
                .put("isYAxisLabelVisible", true)
                .put("isXAxisTitleVisible", false)
                .put("isYAxisTitleVisible", false);
        return drawing;
    }

    private static ObjectNode layer(ObjectNode drawing) {
        return drawing.put("layerId", LensObject.LAYER).put("layerType", "data");
    }
}
