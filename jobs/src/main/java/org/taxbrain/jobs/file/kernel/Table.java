package org.taxbrain.jobs.file.kernel;

import java.util.Map;

/** Values of the current key's state by name; a change of one does not touch the others. */
public interface Table<V> {
    V get(String name);

    void put(String name, V value);

    void remove(String name);

    /** All entries, in no order; the table must not be changed while they are read. */
    Iterable<Map.Entry<String, V>> entries();
}
