package org.taxbrain.connectors.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Field;

/**
 * What a file says once, before its rows, and what each of them holds by that: the day of a report, its department. Rows are
 * read as they come, so what stands behind them would be too late and refuses the file.
 */
final class FileHeader {
    /** By position of the field: where in the file it may stand; empty: in the row itself. */
    private final List<List<String>> sources = new ArrayList<>();

    private final List<Field> fields;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();
    /** What has been handed to a row, though it may have been nothing. */
    private final Set<String> given = new HashSet<>();

    /** @param files what the descriptor says of the files, which tells a header's source from one of the row */
    FileHeader(Descriptor.Files files, List<Field> fields) {
        this.fields = fields;
        for (Field field : fields) {
            List<String> ofHeader =
                    field.sourceNames().stream().filter(files::isInHeader).toList();
            sources.add(ofHeader);
            asked.addAll(ofHeader);
        }
    }

    boolean isAsked(String source) {
        return asked.contains(source);
    }

    /**
     * Takes a value; those of elements that repeat are joined by a blank, as in rows.
     *
     * @throws FileRefusedException if a row that it belongs to has been read already
     */
    void put(String source, String text) {
        if (given.contains(source)) {
            throw new FileRefusedException(
                    source
                            + " stands behind rows that it belongs to; what the descriptor reads once for all rows must stand before them");
        }
        values.merge(source, text, (a, b) -> a + " " + b);
    }

    /** An element that holds rows begins: what was said within an earlier one of its name is said no more. */
    void enter(String source) {
        if (!asked.isEmpty()) {
            values.keySet().removeIf(s -> s.startsWith(source + "/"));
            given.removeIf(s -> s.startsWith(source + "/"));
        }
    }

    /**
     * Completes the values of a row by what the file has said.
     *
     * @throws FileRefusedException if a field that may not be absent stands nowhere before the row
     */
    void complete(String[] row) {
        if (asked.isEmpty()) {
            return;
        }
        for (int i = 0; i < row.length; i++) {
            for (String source : sources.get(i)) {
                row[i] = row[i] == null ? values.get(source) : row[i];
            }
        }
        if (given.size() < asked.size()) {
            given.addAll(asked);
            require(row);
        }
    }

    private void require(String[] row) {
        for (Field field : fields) {
            List<String> ofHeader = sources.get(field.position());
            if (!field.nullable()
                    && row[field.position()] == null
                    && ofHeader.size() == field.sourceNames().size()) {
                throw new FileRefusedException("no " + String.join(" or ", ofHeader)
                        + " stands before the first row; each row needs it as " + field.name()
                        + ". Send the file with its header");
            }
        }
    }
}
