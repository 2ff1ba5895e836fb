package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.taxbrain.kibana.object.ObjectType;

/** Finds references that lead nowhere, and speech of references that are not there. */
final class ReferenceCheck {
    private final ObjectFile file;
    private final List<String> problems = new ArrayList<>();

    private ReferenceCheck(ObjectFile file) {
        this.file = file;
    }

    static List<String> problems(ObjectFile file) {
        ReferenceCheck check = new ReferenceCheck(file);
        file.objects().forEach(check::resolve);
        file.of(ObjectType.LENS).forEach(check::lens);
        file.of(ObjectType.MAP).forEach(check::map);
        file.of(ObjectType.DASHBOARD).forEach(check::dashboard);
        return check.problems;
    }

    private void resolve(ObjectNode object) {
        Set<String> names = new HashSet<>();
        for (JsonNode reference : object.path("references")) {
            String type = reference.path("type").asText();
            String id = reference.path("id").asText();
            if (file.find(type, id).isEmpty()) {
                problems.add(ObjectFile.name(object) + " refers to " + type + " " + id + ", which is not in the file");
            }
            if (!names.add(reference.path("name").asText())) {
                problems.add(ObjectFile.name(object) + " has two references "
                        + reference.path("name").asText());
            }
        }
    }

    private void lens(ObjectNode lens) {
        lens.at("/attributes/state/datasourceStates/formBased/layers")
                .fieldNames()
                .forEachRemaining(layer -> needs(lens, "indexpattern-datasource-layer-" + layer, ObjectType.DATA_VIEW));
    }

    private void map(ObjectNode map) {
        Unfolded.attributes(map).path("layerListJSON").forEach(layer -> {
            if (ReadPanel.isGrid(layer)) {
                needs(map, layer.at("/sourceDescriptor/indexPatternRefName").asText(), ObjectType.DATA_VIEW);
            }
            layer.path("joins")
                    .forEach(join ->
                            needs(map, join.at("/right/indexPatternRefName").asText(), ObjectType.DATA_VIEW));
        });
    }

    private void dashboard(ObjectNode dashboard) {
        Unfolded.panels(dashboard).forEach(panel -> {
            String index = panel.path("panelIndex").asText();
            ObjectType.find(panel.path("type").asText())
                    .ifPresent(type -> needs(
                            dashboard, index + ":" + panel.path("panelRefName").asText(), type));
            Unfolded.drillDowns(panel)
                    .filter(event -> event.at("/action/factoryId").asText().startsWith("DASHBOARD_TO_DASHBOARD"))
                    .forEach(event -> needs(
                            dashboard,
                            index + ":drilldown:"
                                    + event.at("/action/factoryId").asText() + ":"
                                    + event.path("eventId").asText() + ":dashboardId",
                            ObjectType.DASHBOARD));
        });
        Unfolded.controls(dashboard)
                .forEach(control -> needs(
                        dashboard,
                        "controlGroup_" + control.at("/explicitInput/id").asText() + ":optionsListDataView",
                        ObjectType.DATA_VIEW));
    }

    private void needs(ObjectNode object, String name, ObjectType type) {
        boolean isThere = file.referred(object, name)
                .filter(other -> other.path("type").asText().equals(type.id()))
                .isPresent();
        if (!isThere) {
            problems.add(ObjectFile.name(object) + " speaks of a " + type.id() + " by " + name
                    + ", and has no such reference that resolves");
        }
    }
}
