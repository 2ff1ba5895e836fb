package org.taxbrain.kibana.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.taxbrain.kibana.Label;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.object.ObjectType;
import org.taxbrain.kibana.object.Reference;
import org.taxbrain.kibana.object.SavedObject;

/**
 * One way to look at an index.
 *
 * @param index the alias that it reads, which hides what is deleted
 * @param timeField the date that a dashboard's period cuts by; none: the period does not concern it
 * @param restricted whether the index holds full identifiers or full rows
 * @param hidden fields that document lists leave out; it hides from eyes, and protects nothing
 */
public record DataView(
        String id,
        Label name,
        String index,
        Optional<String> timeField,
        boolean restricted,
        List<FieldText> fields,
        List<String> hidden) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public DataView {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(index, "index is null");
        Objects.requireNonNull(timeField, "timeField is null");
        fields = List.copyOf(fields);
        hidden = List.copyOf(hidden);
    }

    /** What readers see of a field. */
    public Label label(String field) {
        return fields.stream()
                .filter(f -> f.name().equals(field))
                .map(FieldText::label)
                .findFirst()
                .orElse(Label.of(field, field));
    }

    public SavedObject object(Language language) {
        ObjectNode attributes = JSON.objectNode();
        attributes.put("title", index);
        attributes.put("name", name.in(language));
        timeField.ifPresent(field -> attributes.put("timeFieldName", field));
        // Kibana asks the index for its fields; these are words for them
        attributes.put("fields", "[]");
        attributes.put("fieldAttrs", fieldAttributes(language).toString());
        attributes.put("fieldFormatMap", formats(language).toString());
        attributes.put("sourceFilters", sourceFilters().toString());
        attributes.put("typeMeta", "{}");
        attributes.put("runtimeFieldMap", "{}");
        attributes.put("allowHidden", false);
        // an index that is not there yet is no reason to show an error everywhere
        attributes.put("allowNoIndex", true);
        return new SavedObject(
                ObjectType.DATA_VIEW,
                id,
                attributes,
                List.of(Reference.tag(Tag.of(restricted).id())));
    }

    private ObjectNode fieldAttributes(Language language) {
        ObjectNode attributes = JSON.objectNode();
        fields.forEach(field -> attributes
                .putObject(field.name())
                .put("customLabel", field.label().in(language)));
        return attributes;
    }

    private ObjectNode formats(Language language) {
        ObjectNode formats = JSON.objectNode();
        for (FieldText field : fields) {
            if (!field.values().isEmpty()) {
                ObjectNode params = formats.putObject(field.name())
                        .put("id", "static_lookup")
                        .putObject("params");
                ArrayNode entries = params.putArray("lookupEntries");
                new TreeMap<>(field.values())
                        .forEach((key, value) ->
                                entries.addObject().put("key", key).put("value", value.in(language)));
                params.putNull("unknownKeyValue");
            }
        }
        return formats;
    }

    private ArrayNode sourceFilters() {
        ArrayNode filters = JSON.arrayNode();
        hidden.forEach(field -> filters.addObject().put("value", field));
        return filters;
    }
}
