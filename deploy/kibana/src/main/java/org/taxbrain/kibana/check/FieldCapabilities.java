package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an index can do with its fields, by its own answer to {@code _field_caps?fields=*}: the question that Kibana asks too. */
public final class FieldCapabilities {
    private final Map<String, Capability> fields = new TreeMap<>();

    private FieldCapabilities() {}

    /** What can be done with a field. */
    record Capability(String type, boolean searchable, boolean aggregatable) {}

    public static FieldCapabilities of(JsonNode answer) {
        FieldCapabilities capabilities = new FieldCapabilities();
        answer.path("fields").properties().forEach(field -> field.getValue()
                .forEach(c -> capabilities.fields.put(
                        field.getKey(),
                        new Capability(
                                c.path("type").asText(),
                                c.path("searchable").asBoolean(),
                                c.path("aggregatable").asBoolean()))));
        return capabilities;
    }

    Optional<Capability> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Whether the field lies in a nested one: Lens can't look into those. */
    boolean isNested(String field) {
        for (int dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
            Capability holder = fields.get(field.substring(0, dot));
            if (holder != null && holder.type().equals("nested")) {
                return true;
            }
        }
        return false;
    }
}
