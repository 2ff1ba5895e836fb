package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the remarks on a row say of one field. */
final class Repairs {
    private static final Map<String, String> MEANING = Map.of(
            "resident-id-15-digits", "repaired: came with 15 digits, stands with 18",
            "uscc-early-code", "warning: a wrong last character, the organisation code is right (an early pilot code)",
            "case-no-old-form", "warning: in the form of before 2016, which has no check",
            "property-certificate-old-form", "warning: in a form of before the unified register, which has no check");

    private Repairs() {}

    /**
     * The repairs and warnings of a field.
     *
     * @param source the row's object {@code source}
     * @param path declared path of the field
     * @return null if the document was written before files kept them
     */
    static List<String> of(JsonNode source, String path) {
        if (!source.has("descriptorHash")) {
            return null;
        }
        List<String> found = new ArrayList<>();
        for (JsonNode remark : source.path("remarks")) {
            if (remark.path("field").asText().equals(path)) {
                String rule = remark.path("rule").asText();
                String meaning = MEANING.containsKey(rule) ? rule + " (" + MEANING.get(rule) + ")" : rule;
                // a remark names the field, not the element
                found.add(path.contains(".") ? meaning + ", in an element of " + listOf(path) : meaning);
            }
        }
        return List.copyOf(found);
    }

    private static String listOf(String path) {
        return path.substring(0, path.lastIndexOf('.'));
    }
}
