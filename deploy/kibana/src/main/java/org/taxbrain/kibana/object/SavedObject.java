package org.taxbrain.kibana.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/** One object of an import: a line of the file. */
public record SavedObject(ObjectType type, String id, ObjectNode attributes, List<Reference> references) {
    public SavedObject {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(attributes, "attributes is null");
        references = List.copyOf(references);
    }

    /** The object with its version fields; no times and no authors, so that equal declarations make equal files. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.id());
        json.put("id", id);
        json.put("coreMigrationVersion", ObjectType.CORE_VERSION);
        json.put("typeMigrationVersion", type.version());
        json.put("managed", false);
        json.set("attributes", attributes);
        ArrayNode array = json.putArray("references");
        references.forEach(reference -> array.add(reference.json()));
        return json;
    }
}
