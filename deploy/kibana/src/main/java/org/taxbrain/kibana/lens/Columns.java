package org.taxbrain.kibana.lens;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.view.DataView;

/** Writes buckets and measures as the columns of a Lens layer. */
final class Columns {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** What Lens calls the document itself, where other columns name a field. */
    private static final String DOCUMENTS = "___records___";

    private Columns() {}

    static ObjectNode of(Bucket.Values values, DataView view, Language language) {
        ObjectNode column =
                column(view.label(values.field()).in(language), values.type().id(), "terms", "ordinal", true);
        column.put("sourceField", values.field());
        ObjectNode params = column.putObject("params");
        params.put("size", values.size());
        params.putObject("orderBy").put("type", "column").put("columnId", LensObject.measureId(0));
        params.put("orderDirection", "desc");
        params.put("otherBucket", true);
        // of numbers, Elasticsearch refuses the text that Kibana puts for what is missing
        params.put("missingBucket", values.type() == Bucket.Type.TEXT);
        params.putObject("parentFormat").put("id", "terms");
        params.putArray("include");
        params.putArray("exclude");
        params.put("includeIsRegex", false);
        params.put("excludeIsRegex", false);
        return column;
    }

    static ObjectNode of(Bucket.Calendar calendar, DataView view, Language language) {
        ObjectNode column =
                column(view.label(calendar.field()).in(language), "date", "date_histogram", "interval", true);
        column.put("sourceField", calendar.field());
        column.putObject("params")
                .put("interval", calendar.step().interval())
                .put("includeEmptyRows", true)
                .put("dropPartials", false);
        return column;
    }

    static ObjectNode of(Measure measure, Language language) {
        Measure.Operation operation = measure.operation();
        ObjectNode column = column(measure.label().in(language), operation.dataType(), operation.id(), "ratio", false);
        column.put("sourceField", measure.field().orElse(DOCUMENTS));
        measure.where().ifPresent(condition -> column.putObject("filter")
                .put("query", condition.kuery())
                .put("language", "kuery"));
        ObjectNode params = column.putObject("params").put("emptyAsNull", false);
        switch (operation) {
            case COUNT, SUM, DISTINCT -> format(params, "number", 0);
            case AVERAGE -> format(params, "number", 1);
            case AVERAGE_SHARE -> format(params, "percent", 1);
            // Kibana shows dates as its reader has set it
            case LATEST -> {}
        }
        return column;
    }

    private static void format(ObjectNode params, String id, int decimals) {
        params.putObject("format").put("id", id).putObject("params").put("decimals", decimals);
    }

    private static ObjectNode column(
            String label, String dataType, String operation, String scale, boolean isBucketed) {
        return JSON.objectNode()
                .put("label", label)
                .put("customLabel", true)
                .put("dataType", dataType)
                .put("operationType", operation)
                .put("scale", scale)
                .put("isBucketed", isBucketed);
    }
}
