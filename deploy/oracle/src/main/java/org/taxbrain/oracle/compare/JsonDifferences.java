package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where two JSON trees differ; numbers are equal by value, however many zeros follow. */
final class JsonDifferences {
    private JsonDifferences() {}

    /** One place; a null side is absent. */
    record Difference(String path, JsonNode expected, JsonNode actual) {}

    /** The first differences, at most {@code limit}. */
    static List<Difference> of(JsonNode expected, JsonNode actual, int limit) {
        List<Difference> found = new ArrayList<>();
        walk("", expected, actual, limit, found);
        return found;
    }

    private static void walk(String path, JsonNode expected, JsonNode actual, int limit, List<Difference> found) {
        if (found.size() >= limit) {
            return;
        }
        if (expected != null && actual != null) {
            if (expected.isObject() && actual.isObject()) {
                fields(path, expected, actual, limit, found);
                return;
            }
            if (expected.isArray() && actual.isArray()) {
                for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                    walk(path + "[" + i + "]", expected.get(i), actual.get(i), limit, found);
                }
                return;
            }
            boolean equal = expected.isNumber() && actual.isNumber()
                    ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                    : expected.equals(actual);
            if (equal) {
                return;
            }
        }
        if (expected != actual) {
            found.add(new Difference(path, expected, actual));
        }
    }

    private static void fields(String path, JsonNode expected, JsonNode actual, int limit, List<Difference> found) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            walk(path.isEmpty() ? name : path + "." + name, expected.get(name), actual.get(name), limit, found);
        }
    }
}
