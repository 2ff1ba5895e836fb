package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row's data with one element chosen of each list on a declared path: fields beside each other are read together. */
final class Scope {
    private final JsonNode data;
    /** JSON pointer of the chosen element, by the declared path of its list; of the row: empty. */
    private final Map<String, String> chosen;

    private Scope(JsonNode data, Map<String, String> chosen) {
        this.data = data;
        this.chosen = chosen;
    }

    /** One scope for each element of the lists that lead to the path; one if there are none on the way. */
    static List<Scope> of(JsonNode data, String path) {
        List<Scope> scopes = List.of(new Scope(data, Map.of("", "")));
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            String list = path.substring(0, dot);
            List<Scope> deeper = new ArrayList<>();
            for (Scope scope : scopes) {
                for (int i = 0; i < scope.value(list).size(); i++) {
                    Map<String, String> with = new HashMap<>(scope.chosen);
                    with.put(list, scope.pointer(list) + '/' + i);
                    deeper.add(new Scope(data, with));
                }
            }
            scopes = deeper;
        }
        return scopes;
    }

    /** Where the field of a declared path stands in this scope. */
    String pointer(String path) {
        int dot = path.lastIndexOf('.');
        return chosen.get(path.substring(0, Math.max(0, dot))) + '/' + path.substring(dot + 1);
    }

    JsonNode value(String path) {
        return data.at(pointer(path));
    }

    /** The text of a field; null: absent. */
    String text(String path) {
        JsonNode value = value(path);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** Whether a pointer leads to an element of a list, not to a field. */
    static boolean isElement(String pointer) {
        return pointer.matches(".*/\\d+");
    }

    /** The pointer of what holds the field at a pointer. */
    static String holder(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    /** {@code /holders/0/name} as people write it: {@code holders[0].name}. */
    static String readable(String pointer) {
        return pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.').substring(1);
    }
}
