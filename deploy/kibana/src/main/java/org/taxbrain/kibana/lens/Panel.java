package org.taxbrain.kibana.lens;

import java.util.Objects;
import java.util.Optional;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.dashboard.Content;
import org.taxbrain.kibana.object.SavedObject;
import org.taxbrain.kibana.view.DataView;

/**
 * One panel.
 *
 * @param id unique among all panels
 * @param where which documents it is about
 */
public record Panel(String id, Label title, DataView view, Optional<Condition> where, Chart chart) implements Content {
    public Panel {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(title, "title is null");
        Objects.requireNonNull(view, "view is null");
        Objects.requireNonNull(where, "where is null");
        Objects.requireNonNull(chart, "chart is null");
    }

    @Override
    public SavedObject object(Language language) {
        return LensObject.of(this, language);
    }

    public static Panel of(String id, Label title, DataView view, Chart chart) {
        return new Panel(id, title, view, Optional.empty(), chart);
    }

    /** One number, called as the panel is. */
    public static Panel metric(String id, DataView view, Measure measure) {
        return of(id, measure.label(), view, new Chart.Metric(measure));
    }

    /** The same panel about those documents only whose field has the value. */
    public Panel where(String field, String value) {
        return new Panel(id, title, view, Optional.of(new Condition(field, value)), chart);
    }
}
