package org.taxbrain.kibana.dashboard;

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

/** Writes a dashboard. Kibana keeps most of it as JSON text within the JSON. */
public final class DashboardObject {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Dashboard dashboard;
    private final Language language;
    private final List<Reference> references = new ArrayList<>();

    private DashboardObject(Dashboard dashboard, Language language) {
        this.dashboard = dashboard;
        this.language = language;
    }

    public static SavedObject of(Dashboard dashboard, Language language) {
        return new DashboardObject(dashboard, language).write();
    }

    private SavedObject write() {
        ObjectNode attributes = JSON.objectNode();
        attributes.put("title", dashboard.title().in(language));
        attributes.put("description", dashboard.description().in(language));
        attributes.put("version", 1);
        attributes.put("timeRestore", true);
        attributes.put("timeFrom", dashboard.since());
        attributes.put("timeTo", "now");
        attributes.putObject("refreshInterval").put("pause", true).put("value", 60_000);
        attributes.put("optionsJSON", options().toString());
        attributes.put("panelsJSON", panels().toString());
        attributes.set("controlGroupInput", controls());
        attributes.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", search().toString());
        references.add(Reference.tag(Tag.of(dashboard.restricted()).id()));
        return new SavedObject(ObjectType.DASHBOARD, dashboard.id(), attributes, references);
    }

    private static ObjectNode options() {
        return JSON.objectNode()
                .put("useMargins", true)
                .put("syncColors", true)
                .put("syncCursor", true)
                .put("syncTooltips", false)
                .put("hidePanelTitles", false);
    }

    private static ObjectNode search() {
        ObjectNode search = JSON.objectNode();
        search.putObject("query").put("query", "").put("language", "kuery");
        search.putArray("filter");
        return search;
    }

    private ArrayNode panels() {
        ArrayNode panels = JSON.arrayNode();
        int y = 0;
        for (Row row : dashboard.rows()) {
            int x = 0;
            for (Tile tile : row.tiles()) {
                ObjectNode panel = panel(tile);
                panel.putObject("gridData")
                        .put("x", x)
                        .put("y", y)
                        .put("w", row.width())
                        .put("h", row.height())
                        .put("i", tile.content().id());
                panels.add(panel);
                x += row.width();
            }
            y += row.height();
        }
        return panels;
    }

    private ObjectNode panel(Tile tile) {
        Content content = tile.content();
        SavedObject object = content.object(language);
        String refName = "panel_" + content.id();
        ObjectNode json = JSON.objectNode();
        json.put("type", object.type().id());
        json.put("panelIndex", content.id());
        json.put("panelRefName", refName);
        // a panel's references stand among the dashboard's, behind its own index
        references.add(new Reference(content.id() + ":" + refName, object.type(), object.id()));
        ArrayNode events = json.putObject("embeddableConfig")
                .putObject("enhancements")
                .putObject("dynamicActions")
                .putArray("events");
        for (int i = 0; i < tile.drillDowns().size(); i++) {
            String event = content.id() + "-" + i;
            events.add(tile.drillDowns().get(i).json(event, language));
            tile.drillDowns()
                    .get(i)
                    .reference(event)
                    .ifPresent(r -> references.add(new Reference(content.id() + ":" + r.name(), r.type(), r.id())));
        }
        return json;
    }

    private ObjectNode controls() {
        ObjectNode panels = JSON.objectNode();
        for (Control control : dashboard.controls()) {
            ObjectNode json = panels.putObject(control.id());
            json.put("type", "optionsListControl");
            json.put("order", panels.size() - 1);
            json.put("grow", true);
            json.put("width", "medium");
            json.putObject("explicitInput")
                    .put("id", control.id())
                    .put("fieldName", control.field())
                    .put("title", control.view().label(control.field()).in(language))
                    .putObject("enhancements");
            references.add(new Reference(
                    "controlGroup_" + control.id() + ":optionsListDataView",
                    ObjectType.DATA_VIEW,
                    control.view().id()));
        }
        ObjectNode group = JSON.objectNode();
        group.put("controlStyle", "oneLine");
        group.put("chainingSystem", "HIERARCHICAL");
        group.put("showApplySelections", false);
        group.put("ignoreParentSettingsJSON", ignored().toString());
        group.put("panelsJSON", panels.toString());
        return group;
    }

    private static ObjectNode ignored() {
        return JSON.objectNode()
                .put("ignoreFilters", false)
                .put("ignoreQuery", false)
                .put("ignoreTimerange", false)
                .put("ignoreValidations", false);
    }
}
