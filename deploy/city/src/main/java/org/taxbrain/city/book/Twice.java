package org.taxbrain.city.book;

import java.util.function.Consumer;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Row;

/** Rows that stand twice in a file: the second one carries the mark. */
final class Twice {
    private Twice() {}

    /**
     * Gives a row to a reader, twice if it is marked so.
     *
     * @param earlier turns a copy into what the first version said
     */
    static void accept(Row row, Consumer<Row> earlier, Consumer<Row> reader) {
        if (row.has(Dirt.DUPLICATE_ROW)) {
            reader.accept(row.unmarked());
        } else if (row.has(Dirt.KEY_TWICE)) {
            Row first = row.unmarked();
            earlier.accept(first);
            reader.accept(first);
        }
        reader.accept(row);
    }
}
