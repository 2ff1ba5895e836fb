package org.taxbrain.connectors.files.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many lines before the first row only name the columns. */
final class HeaderLines {
    /** Rows that are looked at to learn what a column holds. */
    private static final int ROWS = 500;

    private HeaderLines() {}

    /** The leading lines that can't be rows: a name stands where all rows have numbers or dates, or no row repeats any of it. */
    static int count(List<List<String>> lines, int columns, int most) {
        int from = Math.min(most, lines.size() - 1);
        List<List<String>> rows = lines.subList(from, Math.min(lines.size(), from + ROWS)).stream()
                .filter(row -> row.size() == columns)
                .toList();
        int count = 0;
        while (count < from && isHeader(lines.get(count), rows, columns)) {
            count++;
        }
        return count;
    }

    private static boolean isHeader(List<String> line, List<List<String>> rows, int columns) {
        if (line.size() != columns || line.stream().anyMatch(String::isBlank)) {
            return false;
        }
        boolean isTyped = false;
        for (int i = 0; i < columns; i++) {
            int column = i;
            List<String> values = rows.stream()
                    .map(row -> row.get(column))
                    .filter(v -> !v.isBlank())
                    .toList();
            if (values.isEmpty() || !values.stream().allMatch(HeaderLines::hasDigit)) {
                continue;
            }
            isTyped = true;
            if (!hasDigit(line.get(i))) {
                return true;
            }
        }
        Set<String> cells = new HashSet<>(line);
        return !isTyped
                && cells.size() == columns
                && rows.stream().noneMatch(row -> row.stream().anyMatch(cells::contains));
    }

    private static boolean hasDigit(String value) {
        return value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
