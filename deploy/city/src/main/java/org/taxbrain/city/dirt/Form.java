package org.taxbrain.city.dirt;

import java.util.List;

/**
 * How a department writes one dataset.
 *
 * @param dataset its id
 * @param place table, folder or path where it stands
 * @param columns names of its columns as the department writes them; the first is the key
 */
public record Form(String dataset, String place, List<String> columns) {
    public Form {
        columns = List.copyOf(columns);
    }

    /** Position of a column. */
    public int index(String column) {
        int i = columns.indexOf(column);
        if (i < 0) {
            throw new IllegalArgumentException(dataset + " has no column " + column);
        }
        return i;
    }
}
