package org.taxbrain.jobs.file.kernel;

import java.util.Comparator;

/** Tables of the current key, each with a name of its own, whose entries come in the order of their names by code points. */
@FunctionalInterface
public interface Shelves {
    /** The order of the entries of a shelf. */
    Comparator<String> ORDER = CodePoints.ORDER;

    Table<byte[]> of(String shelf);
}
