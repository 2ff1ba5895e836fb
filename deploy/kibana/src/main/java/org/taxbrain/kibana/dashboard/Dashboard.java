package org.taxbrain.kibana.dashboard;

import java.util.List;
import java.util.Objects;
import org.taxbrain.kibana.Label;

/**
 * A dashboard.
 *
 * @param since beginning of the period that it opens with, as Kibana writes it, such as {@code now-10y}
 */
public record Dashboard(
        String id, Label title, Label description, String since, List<Control> controls, List<Row> rows) {
    public Dashboard {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(title, "title is null");
        Objects.requireNonNull(description, "description is null");
        Objects.requireNonNull(since, "since is null");
        controls = List.copyOf(controls);
        rows = List.copyOf(rows);
    }

    public List<Content> contents() {
        return rows.stream()
                .flatMap(row -> row.tiles().stream())
                .map(Tile::content)
                .toList();
    }

    /** Whether a content or filter of it reads a restricted index. */
    public boolean restricted() {
        return contents().stream().anyMatch(content -> content.view().restricted())
                || controls.stream().anyMatch(control -> control.view().restricted());
    }
}
