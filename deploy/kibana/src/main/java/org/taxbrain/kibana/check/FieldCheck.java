package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.taxbrain.kibana.check.FieldUse.Need;
import org.taxbrain.kibana.object.ObjectType;

/**
 * Compares the fields that objects speak of with those that the indices have. A filter, or a click that leads to another
 * dashboard, applies to every panel there: where a panel's index lacks the field, Kibana would show nothing without a word.
 */
public final class FieldCheck {
    private final ObjectFile file;
    private final List<FieldUse> uses = new ArrayList<>();

    private FieldCheck(ObjectFile file) {
        this.file = file;
    }

    /** The indices that the file's data views read. */
    public static Set<String> indices(ObjectFile file) {
        Set<String> indices = new TreeSet<>();
        file.of(ObjectType.DATA_VIEW)
                .forEach(view -> indices.add(view.at("/attributes/title").asText()));
        return indices;
    }

    /**
     * What is wrong, for people.
     *
     * @param capabilities by index
     */
    public static List<String> problems(ObjectFile file, Map<String, FieldCapabilities> capabilities) {
        FieldCheck check = new FieldCheck(file);
        file.of(ObjectType.DATA_VIEW).forEach(check::view);
        ReadPanel.all(file).forEach(check::panel);
        file.of(ObjectType.DASHBOARD).forEach(check::dashboard);
        List<String> problems = new ArrayList<>();
        for (FieldUse use : check.uses) {
            FieldCapabilities fields = capabilities.get(use.index());
            if (fields == null) {
                problems.add(use.who() + " reads the index " + use.index() + ", which is not there");
                continue;
            }
            fields.find(use.field())
                    .ifPresentOrElse(
                            capability -> {
                                if (fields.isNested(use.field()) || !use.need().suits(capability)) {
                                    problems.add(use.who() + ": " + use.index() + "." + use.field() + " " + capability
                                            + " does not suit " + use.need());
                                }
                            },
                            () -> problems.add(use.who() + ": " + use.index() + " has no field " + use.field()));
        }
        return problems;
    }

    private void view(ObjectNode view) {
        ObjectNode attributes = Unfolded.attributes(view);
        String index = attributes.path("title").asText();
        attributes.path("fieldAttrs").fieldNames().forEachRemaining(field -> need(view, index, field, Need.KNOWN));
        attributes.path("fieldFormatMap").fieldNames().forEachRemaining(field -> need(view, index, field, Need.KNOWN));
        if (attributes.has("timeFieldName")) {
            need(view, index, attributes.path("timeFieldName").asText(), Need.CALENDAR);
            need(view, index, attributes.path("timeFieldName").asText(), Need.SEARCHED);
        }
    }

    private void panel(ReadPanel panel) {
        panel.conditions().forEach(condition -> need(panel.object(), panel.index(), condition.field(), Need.SEARCHED));
        for (ReadPanel.Column column : panel.columns()) {
            column.field().ifPresent(field -> need(panel.object(), panel.index(), field, need(column)));
        }
    }

    private static Need need(ReadPanel.Column column) {
        return switch (column.operation()) {
            case "terms" -> group(column.json().path("dataType").asText());
            case "date_histogram" -> Need.CALENDAR;
            case "geotile_grid" -> Need.GRID;
            case "sum", "average" -> Need.ADDED_UP;
            case "unique_count" -> Need.COUNTED_APART;
            case "max" -> Need.LATEST;
            default -> throw new IllegalArgumentException("no such operation here: " + column.operation());
        };
    }

    private static Need group(String dataType) {
        return switch (dataType) {
            case "number" -> Need.GROUP_NUMBER;
            case "boolean" -> Need.GROUP_YES_NO;
            default -> Need.GROUP_TEXT;
        };
    }

    private void dashboard(ObjectNode dashboard) {
        Unfolded.controls(dashboard).forEach(control -> {
            JsonNode input = control.path("explicitInput");
            String field = input.path("fieldName").asText();
            ObjectNode view =
                    file.required(dashboard, "controlGroup_" + input.path("id").asText() + ":optionsListDataView");
            need(dashboard, view.at("/attributes/title").asText(), field, Need.GROUP_TEXT);
            inEveryPanel(dashboard, field);
        });
        Unfolded.panels(dashboard).forEach(panel -> Unfolded.drillDowns(panel).forEach(event -> file.referred(
                        dashboard,
                        panel.path("panelIndex").asText() + ":drilldown:"
                                + event.at("/action/factoryId").asText() + ":"
                                + event.path("eventId").asText() + ":dashboardId")
                .ifPresent(target -> shown(dashboard, panel).buckets().forEach(bucket -> bucket.field()
                        .ifPresent(field -> inEveryPanel(target, field))))));
    }

    private void inEveryPanel(ObjectNode dashboard, String field) {
        Unfolded.panels(dashboard)
                .forEach(panel -> need(dashboard, shown(dashboard, panel).index(), field, Need.SEARCHED));
    }

    private ReadPanel shown(ObjectNode dashboard, JsonNode panel) {
        return ReadPanel.of(file, Unfolded.shown(file, dashboard, panel));
    }

    private void need(ObjectNode object, String index, String field, Need need) {
        uses.add(new FieldUse(ObjectFile.name(object), index, field, need));
    }
}
