package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.taxbrain.kibana.map.GridMap;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.view.Tag;

/** Finds panels and filters that show what a data view hides, and restricted data behind the tag for everybody. */
final class PrivacyCheck {
    private final ObjectFile file;
    private final List<String> problems = new ArrayList<>();

    private PrivacyCheck(ObjectFile file) {
        this.file = file;
    }

    static List<String> problems(ObjectFile file) {
        PrivacyCheck check = new PrivacyCheck(file);
        ReadPanel.all(file).forEach(check::panel);
        file.of(ObjectType.DASHBOARD).forEach(check::dashboard);
        return check.problems;
    }

    private void panel(ReadPanel panel) {
        for (ReadPanel.Column column : panel.columns()) {
            if (column.operation().equals("geotile_grid")) {
                cells(panel.object(), column);
            } else {
                column.field().ifPresent(field -> shown(panel.object(), panel.view(), field));
            }
        }
        tagged(panel.object(), panel.view());
    }

    private void dashboard(ObjectNode dashboard) {
        Unfolded.controls(dashboard).forEach(control -> {
            ObjectNode view = file.required(
                    dashboard, "controlGroup_" + control.at("/explicitInput/id").asText() + ":optionsListDataView");
            shown(dashboard, view, control.at("/explicitInput/fieldName").asText());
            tagged(dashboard, view);
        });
        Unfolded.panels(dashboard)
                .map(panel -> Unfolded.shown(file, dashboard, panel))
                .forEach(shown -> tagged(dashboard, ReadPanel.of(file, shown).view()));
    }

    private void shown(ObjectNode object, ObjectNode view, String field) {
        for (JsonNode filter : Unfolded.attributes(view).path("sourceFilters")) {
            String pattern = filter.path("value").asText();
            if (field.matches(pattern.replace(".", "\\.").replace("*", ".*"))) {
                problems.add(ObjectFile.name(object) + " shows " + field + ", which " + ObjectFile.name(view)
                        + " hides by " + pattern);
            }
        }
    }

    /** A cell tells of many places, so it may count points that are hidden themselves; one that is small enough is a place. */
    private void cells(ObjectNode object, ReadPanel.Column grid) {
        int level = grid.json().at("/params/precision").asInt();
        if (level > GridMap.FINEST) {
            problems.add(
                    ObjectFile.name(object) + " counts by tiles of level " + level + ", finer than " + GridMap.FINEST);
        }
    }

    private void tagged(ObjectNode object, ObjectNode view) {
        if (tags(view).contains(Tag.RESTRICTED.id()) && !tags(object).equals(Set.of(Tag.RESTRICTED.id()))) {
            problems.add(ObjectFile.name(object) + " reads the restricted " + ObjectFile.name(view)
                    + " and is not marked so");
        }
    }

    private static Set<String> tags(ObjectNode object) {
        return object.path("references")
                .valueStream()
                .filter(reference -> reference.path("type").asText().equals(ObjectType.TAG.id()))
                .map(reference -> reference.path("id").asText())
                .collect(Collectors.toSet());
    }
}
