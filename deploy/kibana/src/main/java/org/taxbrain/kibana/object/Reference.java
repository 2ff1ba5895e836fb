package org.taxbrain.kibana.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Objects;

/**
 * What an object needs of another; an import that does not find it is refused.
 *
 * @param name by which the object's attributes speak of it
 */
public record Reference(String name, ObjectType type, String id) {
    public Reference {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(id, "id is null");
    }

    /** A tag that the object carries. */
    public static Reference tag(String id) {
        return new Reference("tag-" + id, ObjectType.TAG, id);
    }

    JsonNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", name)
                .put("type", type.id());
    }
}
