package org.taxbrain.schemas.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something in a declaration that can't be used.
 *
 * @param field path of the field; null: the declaration as a whole
 * @param rule the key of the descriptor, or the rule, that it breaks; null: the message says it
 * @param message what is wrong and what to do
 */
public record Fault(String field, String rule, String message) {
    private static final int FEW = 3;

    static Fault of(String rule, String message) {
        return new Fault(null, rule, message);
    }

    static Fault ofField(String field, String rule, String message) {
        return new Fault(field, rule, message);
    }

    @Override
    public String toString() {
        return field != null ? "field " + field + ": " + message : rule == null ? message : rule + ": " + message;
    }

    /** In words; what is wrong with many fields is said once. */
    static String join(List<Fault> faults) {
        Map<Fault, List<String>> fields = new LinkedHashMap<>();
        for (Fault fault : faults) {
            List<String> paths =
                    fields.computeIfAbsent(new Fault(null, fault.rule, fault.message), f -> new ArrayList<>());
            if (fault.field != null) {
                paths.add(fault.field);
            }
        }
        List<String> said = new ArrayList<>();
        fields.forEach((fault, paths) -> {
            if (paths.isEmpty()) {
                said.add(fault.toString());
            } else if (paths.size() > FEW) {
                said.add("fields " + String.join(", ", paths) + ": " + fault.message);
            } else {
                paths.forEach(path ->
                        said.add(ofField(path, fault.rule, fault.message).toString()));
            }
        });
        return String.join("; ", said);
    }
}
