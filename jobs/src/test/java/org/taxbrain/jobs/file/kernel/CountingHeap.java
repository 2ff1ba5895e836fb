package org.taxbrain.jobs.file.kernel;

import java.util.Iterator;
import java.util.Map;

/** State that counts how often it is asked: one for each value read, written or taken out, and for each entry passed. */
final class CountingHeap extends Heap {
    /** Stands in the names of tables that {@link Heap} makes for shelves: the shelf is what counts, once. */
    private static final String SHELF = "/";

    private long accesses;

    /** Accesses since this was last asked. */
    long take() {
        long taken = accesses;
        accesses = 0;
        return taken;
    }

    @Override
    <V> Table<V> table(String name, Key key) {
        Table<V> table = super.table(name, key);
        return name.contains(SHELF) ? table : new Counting<>(table);
    }

    @Override
    Shelves shelves(String name, Key key) {
        Shelves shelves = super.shelves(name, key);
        return shelf -> new Counting<>(shelves.of(shelf));
    }

    private final class Counting<V> implements Table<V> {
        private final Table<V> table;

        Counting(Table<V> table) {
            this.table = table;
        }

        @Override
        public V get(String name) {
            accesses++;
            return table.get(name);
        }

        @Override
        public void put(String name, V value) {
            accesses++;
            table.put(name, value);
        }

        @Override
        public void remove(String name) {
            accesses++;
            table.remove(name);
        }

        @Override
        public Iterable<Map.Entry<String, V>> entries() {
            return () -> {
                Iterator<Map.Entry<String, V>> entries = table.entries().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Map.Entry<String, V> next() {
                        accesses++;
                        return entries.next();
                    }
                };
            };
        }
    }
}
