package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.Map;

/** State of one key for as long as a fold takes. */
final class InMemory {
    private InMemory() {}

    static <T> Cell<T> cell() {
        return new Cell<>() {
            private T value;

            @Override
            public T get() {
                return value;
            }

            @Override
            public void set(T value) {
                this.value = value;
            }

            @Override
            public void clear() {
                value = null;
            }
        };
    }

    static <V> Table<V> table() {
        Map<String, V> entries = new HashMap<>();
        return new Table<>() {
            @Override
            public V get(String name) {
                return entries.get(name);
            }

            @Override
            public void put(String name, V value) {
                entries.put(name, value);
            }

            @Override
            public void remove(String name) {
                entries.remove(name);
            }

            @Override
            public Iterable<Map.Entry<String, V>> entries() {
                return entries.entrySet();
            }
        };
    }

    /** Entries that are read from elsewhere, once, and never kept. */
    static <V> Table<V> reading(Iterable<Map.Entry<String, V>> entries) {
        return new Table<>() {
            @Override
            public V get(String name) {
                throw new UnsupportedOperationException("these entries are only read");
            }

            @Override
            public void put(String name, V value) {
                throw new UnsupportedOperationException("these entries are only read");
            }

            @Override
            public void remove(String name) {
                throw new UnsupportedOperationException("these entries are only read");
            }

            @Override
            public Iterable<Map.Entry<String, V>> entries() {
                return entries;
            }
        };
    }

    /** Forgets what it is given. */
    static <V> Table<V> forgetful() {
        Table<V> empty = table();
        return new Table<>() {
            @Override
            public V get(String name) {
                return null;
            }

            @Override
            public void put(String name, V value) {
                // whoever passes entries through has no need of them
            }

            @Override
            public void remove(String name) {
                // nothing is kept
            }

            @Override
            public Iterable<Map.Entry<String, V>> entries() {
                return empty.entries();
            }
        };
    }
}
