package org.taxbrain.kibana.dashboard;

import java.util.Objects;
import org.taxbrain.kibana.view.DataView;

/**
 * A filter above a dashboard: a list of a field's values.
 *
 * @param id unique in its dashboard
 */
public record Control(String id, DataView view, String field) {
    public Control {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(view, "view is null");
        Objects.requireNonNull(field, "field is null");
    }
}
