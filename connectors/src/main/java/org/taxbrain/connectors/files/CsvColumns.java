package org.taxbrain.connectors.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.text.Text;

/** Which column of a CSV file is which field. */
final class CsvColumns {
    private static final int UNKNOWN = -1;
    private final int fieldCount;
    /** By column: the field's position, or UNKNOWN. */
    private final int[] positions;

    private final List<String> names;

    private CsvColumns(int fieldCount, int[] positions, List<String> names) {
        this.fieldCount = fieldCount;
        this.positions = positions;
        this.names = names;
    }

    /** A file without a header: its columns stand in the schema's order. */
    static CsvColumns inSchemaOrder(Dataset dataset) {
        int n = dataset.fields().size();
        int[] positions = new int[n];
        Arrays.setAll(positions, i -> i);
        return new CsvColumns(
                n, positions, dataset.fields().stream().map(Field::sourceName).toList());
    }

    /**
     * The columns that a header names; case and width don't count.
     *
     * @throws FileRefusedException if a column that the schema needs is missing, or one stands twice
     */
    static CsvColumns named(Dataset dataset, List<String> header) {
        Map<String, Integer> byName = new HashMap<>();
        for (Field field : dataset.fields()) {
            byName.put(folded(field.sourceName()), field.position());
        }
        int[] positions = new int[header.size()];
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = byName.getOrDefault(folded(header.get(i)), UNKNOWN);
            if (positions[i] != UNKNOWN && !seen.add(positions[i])) {
                throw new FileRefusedException(
                        "the header names the column " + header.get(i).strip() + " twice; name each column once");
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
        return new CsvColumns(dataset.fields().size(), positions, List.copyOf(header));
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
