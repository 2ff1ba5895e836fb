package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.Map;

/**
 * Values of the current key by name that are few and only ever read together: one entry of state, read and written whole. A
 * look-up of a key that has none costs next to nothing, where going through a {@link Table} without entries is a search.
 *
 * @param cell what is kept; a map that stands there is never changed
 */
record Sheet<V>(Cell<Map<String, V>> cell) {
    /** All values by name; not to be changed. */
    Map<String, V> all() {
        Map<String, V> kept = cell.get();
        return kept == null ? Map.of() : kept;
    }

    /**
     * Writes one value.
     *
     * @param value null: none any more
     * @return all values by name, as they are now
     */
    Map<String, V> put(String name, V value) {
        Map<String, V> changed = new HashMap<>(all());
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        replaceAll(changed);
        return changed;
    }

    /** Writes all values; the map is not to be changed any more. */
    void replaceAll(Map<String, V> values) {
        if (values.isEmpty()) {
            cell.clear();
        } else {
            cell.set(values);
        }
    }
}
