package org.taxbrain.kibana.view;

import java.util.Objects;
import org.taxbrain.kibana.Label;

/**
 * A place on a map.
 *
 * @param code the value by which documents name it
 */
public record Place(String code, Label name, double longitude, double latitude) {
    public Place {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(name, "name is null");
    }
}
