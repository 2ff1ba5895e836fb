package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keyed state in maps, which can be counted. */
final class Heap {
    private Heap() {}

    /** The value of the current key. */
    static final class MapCell<T> implements Cell<T> {
        private final Map<String, T> byKey = new HashMap<>();
        private final Key key;

        MapCell(Key key) {
            this.key = key;
        }

        @Override
        public T get() {
            return byKey.get(key.current);
        }

        @Override
        public void set(T value) {
            byKey.put(key.current, value);
        }

        @Override
        public void clear() {
            byKey.remove(key.current);
        }

        int size() {
            return byKey.size();
        }
    }

    /** The table of the current key. */
    static final class MapTable<V> implements Table<V> {
        private final Map<String, Map<String, V>> byKey = new HashMap<>();
        private final Key key;

        MapTable(Key key) {
            this.key = key;
        }

        @Override
        public V get(String name) {
            return byKey.getOrDefault(key.current, Map.of()).get(name);
        }

        @Override
        public void put(String name, V value) {
            byKey.computeIfAbsent(key.current, k -> new LinkedHashMap<>()).put(name, value);
        }

        @Override
        public void remove(String name) {
            byKey.getOrDefault(key.current, new HashMap<>()).remove(name);
        }

        @Override
        public Iterable<Map.Entry<String, V>> entries() {
            return byKey.getOrDefault(key.current, Map.of()).entrySet();
        }

        int size() {
            return byKey.values().stream().mapToInt(Map::size).sum();
        }
    }

    /** The current key of a stage. */
    static final class Key {
        private String current;

        void select(String key) {
            current = key;
        }
    }
}
