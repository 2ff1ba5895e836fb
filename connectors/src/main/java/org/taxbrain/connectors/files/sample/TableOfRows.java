package org.taxbrain.connectors.files.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Rows that name what they hold, and don't all hold the same, brought into columns. */
final class TableOfRows {
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final TreeSet<String> repeated = new TreeSet<>();

    /** A row by where each of its values stands. */
    void add(Map<String, String> row) {
        row.keySet().forEach(place -> places.putIfAbsent(place, places.size()));
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    /** What stands several times in a row is a list, which a person declares. */
    void repeats(String place) {
        repeated.add(place);
    }

    /**
     * The sample.
     *
     * @param name of what stands at a place
     * @param source how the descriptor names the place
     */
    Sample sample(String form, List<String> files, UnaryOperator<String> name, UnaryOperator<String> source) {
        List<String> columns = places.keySet().stream()
                .filter(place -> repeated.stream().noneMatch(r -> place.equals(r) || place.startsWith(r + "/")))
                .toList();
        List<List<String>> cells = rows.stream()
                .map(row -> Arrays.asList(columns.stream().map(row::get).toArray(String[]::new)))
                .toList();
        return new Sample(
                form,
                files,
                repeated.stream()
                        .map(r -> r + " repeats within a row: declare it as a list (array of records), or leave it out")
                        .toList(),
                columns.stream()
                        .map(c -> Sample.Column.sourced(name.apply(c), source.apply(c)))
                        .toList(),
                cells);
    }
}
