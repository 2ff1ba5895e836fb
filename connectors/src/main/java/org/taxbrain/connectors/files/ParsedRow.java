package org.taxbrain.connectors.files;

import java.util.List;
import java.util.Map;

/**
 * One row as it stands in a file.
 *
 * @param number the physical line where it starts (CSV, fixed positions, JSON lines), or its number among the rows (XML, JSON arrays, camt.053); from 1
 * @param values by position in the dataset's schema, text as it came; null: no such column
 * @param extra what stands under a name that the schema doesn't know
 * @param defect defect of shape, or null
 */
public record ParsedRow(long number, List<String> values, Map<String, String> extra, String defect) {
    /** Too few columns: a cut record. */
    static final String COLUMNS_MISSING = "columns-missing";

    static final String COLUMNS_TOO_MANY = "columns-too-many";

    /** Bytes that are not of the declared charset. */
    static final String CHARSET = "charset";

    /** A row whose shape is broken in another way. */
    static final String ROW_INVALID = "row-invalid";

    /** What stands in the place of a JSON object, and is none. */
    static final String JSON_INVALID = "json-invalid";
}
