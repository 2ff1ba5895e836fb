package org.taxbrain.connectors.files.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How many lines before the first row only name the columns. */
final class HeaderLines {
    /** Rows that are looked at to learn what a column holds. */
    private static final int ROWS = 500;

    private HeaderLines() {}

    /**
     * The leading lines that can't be rows. The first names every column, and has words where all rows have digits, or shares
     * no cell with any row; a further one may leave names out, and has words in all such columns.
     */
    static int count(List<List<String>> lines, int columns, int most) {
        int from = Math.min(most, lines.size() - 1);
        List<List<String>> rows = lines.subList(from, Math.min(lines.size(), from + ROWS)).stream()
                .filter(row -> row.size() == columns)
                .toList();
        List<Integer> digits = IntStream.range(0, columns)
                .filter(i -> isOfDigits(rows, i))
                .boxed()
                .toList();
        int count = 0;
        while (count < from && lines.get(count).size() == columns && isHeader(lines.get(count), count, digits, rows)) {
            count++;
        }
        return count;
    }

    private static boolean isOfDigits(List<List<String>> rows, int column) {
        List<String> values = rows.stream()
                .map(row -> row.get(column))
                .filter(v -> !v.isBlank())
                .toList();
        return !values.isEmpty() && values.stream().allMatch(HeaderLines::hasDigit);
    }

    private static boolean isHeader(List<String> line, int before, List<Integer> digits, List<List<String>> rows) {
        if (before > 0) {
            List<String> told =
                    digits.stream().map(line::get).filter(c -> !c.isBlank()).toList();
            return told.size() > 1 && told.stream().noneMatch(HeaderLines::hasDigit);
        }
        if (line.stream().anyMatch(String::isBlank)) {
            return false;
        }
        if (!digits.isEmpty()) {
            return digits.stream().anyMatch(i -> !hasDigit(line.get(i)));
        }
        Set<String> cells = new HashSet<>(line);
        return cells.size() == line.size()
                && rows.stream().noneMatch(row -> row.stream().anyMatch(cells::contains));
    }

    private static boolean hasDigit(String value) {
        return value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
