package org.taxbrain.kibana.view;

import java.util.Map;
import java.util.Objects;
import org.taxbrain.kibana.Label;

/**
 * A field in words.
 *
 * @param name its path in the index
 * @param label what readers see instead
 * @param values what readers see instead of its values; a value that is not there is shown as it is
 */
public record FieldText(String name, Label label, Map<String, Label> values) {
    public FieldText {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(label, "label is null");
        Objects.requireNonNull(values, "values is null");
    }

    static FieldText of(String name, String chinese, String english) {
        return new FieldText(name, Label.of(chinese, english), Map.of());
    }

    FieldText withValues(Map<String, Label> texts) {
        return new FieldText(name, label, texts);
    }
}
