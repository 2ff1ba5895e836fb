package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keyed state in maps, which can be counted, copied and put back. Open to be broken by tests of the tests. */
class Heap {
    /** Entries by the state's name, then by key. A cell is a table of one entry. */
    private Map<String, Map<String, Map<String, Object>>> states = new HashMap<>();

    /** The current key of a stage. */
    static final class Key {
        private String current;

        void select(String key) {
            current = key;
        }
    }

    <T> Cell<T> cell(String name, Key key) {
        Table<T> table = table(name, key);
        return new Cell<>() {
            @Override
            public T get() {
                return table.get("");
            }

            @Override
            public void set(T value) {
                table.put("", value);
            }

            @Override
            public void clear() {
                table.remove("");
            }
        };
    }

    @SuppressWarnings("unchecked") // a state holds what its table put there
    <V> Table<V> table(String name, Key key) {
        return new Table<>() {
            private Map<String, Map<String, Object>> byKey() {
                return states.computeIfAbsent(name, n -> new HashMap<>());
            }

            @Override
            public V get(String entry) {
                return (V) byKey().getOrDefault(key.current, Map.of()).get(entry);
            }

            @Override
            public void put(String entry, V value) {
                byKey().computeIfAbsent(key.current, k -> new LinkedHashMap<>()).put(entry, value);
            }

            @Override
            public void remove(String entry) {
                Map<String, Object> entries = byKey().get(key.current);
                if (entries != null) {
                    entries.remove(entry);
                }
            }

            @Override
            public Iterable<Map.Entry<String, V>> entries() {
                Set<?> entries = byKey().getOrDefault(key.current, Map.of()).entrySet();
                return (Set<Map.Entry<String, V>>) entries;
            }
        };
    }

    /** Tables whose entries come in order. */
    Shelves shelves(String name, Key key) {
        return shelf -> {
            Table<byte[]> table = table(name + '/' + shelf, key);
            return new Table<>() {
                @Override
                public byte[] get(String entry) {
                    return table.get(entry);
                }

                @Override
                public void put(String entry, byte[] value) {
                    table.put(entry, value);
                }

                @Override
                public void remove(String entry) {
                    table.remove(entry);
                }

                @Override
                public Iterable<Map.Entry<String, byte[]>> entries() {
                    TreeMap<String, byte[]> inOrder = new TreeMap<>(Shelves.ORDER);
                    table.entries().forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
                    return inOrder.entrySet();
                }
            };
        };
    }

    /** Entries of all states. */
    int size() {
        return states.values().stream()
                .flatMap(byKey -> byKey.values().stream())
                .mapToInt(Map::size)
                .sum();
    }

    /** A copy to {@link #restore} from. The kernel never changes a value that it keeps, so values are shared. */
    Heap copy() {
        Heap copy = new Heap();
        copy.restore(this);
        return copy;
    }

    /** Puts back what a copy holds. */
    void restore(Heap copy) {
        states = new HashMap<>();
        copy.states.forEach((name, byKey) -> {
            Map<String, Map<String, Object>> copied = new HashMap<>();
            byKey.forEach((key, entries) -> copied.put(key, new LinkedHashMap<>(entries)));
            states.put(name, copied);
        });
    }
}
