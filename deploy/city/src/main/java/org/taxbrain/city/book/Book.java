package org.taxbrain.city.book;

import java.util.function.Consumer;
import org.taxbrain.city.dirt.Row;

/** All rows of one dataset, one after the other. */
public interface Book {
    /** Gives every row to a reader, always in the same order. */
    void write(Consumer<Row> reader);
}
