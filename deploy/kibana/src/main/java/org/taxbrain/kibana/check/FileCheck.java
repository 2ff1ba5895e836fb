package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taxbrain.kibana.object.ObjectType;

/** What can be told of a file by itself: versions, shape, references, places on the grid, and who may see what. */
public final class FileCheck {
    private FileCheck() {}

    /** What is wrong with the file, for people; empty if nothing is. */
    public static List<String> problems(ObjectFile file) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ObjectNode object : file.objects()) {
            String name = ObjectFile.name(object);
            if (!seen.add(name)) {
                problems.add(name + " is there twice");
            }
            Optional<ObjectType> type = ObjectType.find(object.path("type").asText());
            if (type.isEmpty()) {
                problems.add(name + ": a type that no schema is known of");
            } else {
                version(object, "coreMigrationVersion", ObjectType.CORE_VERSION).ifPresent(problems::add);
                version(object, "typeMigrationVersion", type.get().version()).ifPresent(problems::add);
                problems.addAll(SchemaCheck.problems(type.get(), object));
            }
        }
        if (problems.isEmpty()) {
            problems.addAll(ReferenceCheck.problems(file));
        }
        if (problems.isEmpty()) {
            file.of(ObjectType.DASHBOARD).forEach(dashboard -> problems.addAll(GridCheck.problems(dashboard)));
            problems.addAll(PrivacyCheck.problems(file));
        }
        return problems;
    }

    private static Optional<String> version(JsonNode object, String field, String expected) {
        String found = object.path(field).asText("nothing");
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of(ObjectFile.name(object) + ": " + field + " says " + found + " instead of " + expected);
    }
}
