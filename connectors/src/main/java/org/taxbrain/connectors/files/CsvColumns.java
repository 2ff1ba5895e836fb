package org.taxbrain.connectors.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.SourceNames;
import org.taxbrain.schemas.text.Text;

/** Which column of a CSV file is which field. */
final class CsvColumns {
    private static final int UNKNOWN = -1;
    private final int fieldCount;
    /** By column: the position of the first field that reads it, or UNKNOWN. */
    private final int[] positions;
    /** By column: the positions of further fields that read it; null: every column has one reader at most. */
    private final int[][] others;

    private final List<String> names;

    private CsvColumns(int fieldCount, int[][] readers, List<String> names) {
        this.fieldCount = fieldCount;
        this.positions = Arrays.stream(readers)
                .mapToInt(r -> r.length == 0 ? UNKNOWN : r[0])
                .toArray();
        this.others = Arrays.stream(readers).noneMatch(r -> r.length > 1)
                ? null
                : Arrays.stream(readers)
                        .map(r -> Arrays.copyOfRange(r, Math.min(1, r.length), r.length))
                        .toArray(int[][]::new);
        this.names = names;
    }

    /** A file without a header: its columns stand where the hints say, or in the schema's order. */
    static CsvColumns withoutHeader(Dataset dataset) {
        List<Field> fields = dataset.fields();
        int columns = fields.stream()
                .mapToInt(f ->
                        f.hint().column() == null ? f.position() + 1 : f.hint().column())
                .max()
                .orElse(0);
        int[][] readers = new int[columns][];
        String[] names = new String[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            List<Field> found = fields.stream()
                    .filter(f -> column
                            == (f.hint().column() == null
                                    ? f.position()
                                    : f.hint().column() - 1))
                    .toList();
            readers[i] = found.stream().mapToInt(Field::position).toArray();
            names[i] = found.isEmpty() ? "column-" + (i + 1) : found.get(0).sourceName();
        }
        return new CsvColumns(fields.size(), readers, List.of(names));
    }

    /**
     * The columns that a header names, or hints number; case and width don't count.
     *
     * @throws FileRefusedException if a column that the schema needs is missing, or one stands twice
     */
    static CsvColumns named(Dataset dataset, List<String> header) {
        List<Field> byName =
                dataset.fields().stream().filter(f -> f.hint().column() == null).toList();
        SourceNames names = SourceNames.of(byName, CsvColumns::folded);
        int[][] readers = new int[header.size()][];
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < readers.length; i++) {
            int column = i + 1;
            IntStream numbered = dataset.fields().stream()
                    .filter(f -> f.hint().column() != null && f.hint().column() == column)
                    .mapToInt(Field::position);
            readers[i] = IntStream.concat(IntStream.of(names.positions(header.get(i))), numbered)
                    .toArray();
            for (int position : readers[i]) {
                if (!seen.add(position)) {
                    throw new FileRefusedException(
                            "the header names the column " + header.get(i).strip() + " twice; name each column once");
                }
            }
        }
        List<String> missing = dataset.fields().stream()
                .filter(f -> !f.nullable() && !seen.contains(f.position()))
                .map(Field::sourceName)
                .toList();
        if (!missing.isEmpty()) {
            throw new FileRefusedException("the header lacks " + missing + "; it has " + header.size()
                    + " columns. Check the separator and that the header line is there, then send the file again");
        }
        return new CsvColumns(dataset.fields().size(), readers, List.copyOf(header));
    }

    private static String folded(String name) {
        String text = Text.normalise(name);
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    int count() {
        return positions.length;
    }

    /** The row that the cells make; its defect is set if there are too few or too many of them. */
    ParsedRow row(long line, List<String> cells, String defect) {
        String[] values = new String[fieldCount];
        Map<String, String> extra = null;
        for (int i = 0; i < cells.size(); i++) {
            int position = i < positions.length ? positions[i] : UNKNOWN;
            if (position != UNKNOWN) {
                values[position] = cells.get(i);
                if (others != null) {
                    for (int other : others[i]) {
                        values[other] = cells.get(i);
                    }
                }
            } else {
                extra = extra == null ? new LinkedHashMap<>() : extra;
                extra.put(i < names.size() ? names.get(i).strip() : "column-" + (i + 1), cells.get(i));
            }
        }
        return new ParsedRow(
                line, new ArrayList<>(Arrays.asList(values)), extra == null ? Map.of() : extra, shape(cells, defect));
    }

    private String shape(List<String> cells, String defect) {
        if (cells.size() < positions.length) {
            return ParsedRow.COLUMNS_MISSING;
        }
        // bytes of another charset can look like a delimiter: in GBK, "|" is the second byte of 珅
        return cells.size() > positions.length && !ParsedRow.CHARSET.equals(defect)
                ? ParsedRow.COLUMNS_TOO_MANY
                : defect;
    }
}
