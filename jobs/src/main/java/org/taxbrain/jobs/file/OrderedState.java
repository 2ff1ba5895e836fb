package org.taxbrain.jobs.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.apache.flink.util.FlinkRuntimeException;
import org.taxbrain.jobs.file.kernel.Shelves;
import org.taxbrain.jobs.file.kernel.Table;

/**
 * Flink's keyed state as the kernel's shelves: one state, with a namespace for each shelf. RocksDB keeps the entries of one
 * key and namespace together, in order, so that the first ones are read without the others; other backends must sort them.
 */
final class OrderedState {
    private static final String SORTED = "rocksdb";

    private OrderedState() {}

    /** @param name of the state: part of the savepoint, never changed */
    @SuppressWarnings("unchecked") // what a backend makes is its internal state, of the namespace that was asked for
    static Shelves shelves(KeyedStateBackend<?> backend, String name) {
        try {
            InternalMapState<?, String, String, byte[]> state =
                    (InternalMapState<?, String, String, byte[]>) backend.getOrCreateKeyedState(
                            StringSerializer.INSTANCE,
                            new MapStateDescriptor<String, byte[]>(
                                    name, OrderedText.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
            Table<byte[]> table = State.table(state, name);
            boolean isSorted = SORTED.equals(backend.getBackendTypeIdentifier());
            return shelf -> new Shelf(state, table, shelf, isSorted);
        } catch (Exception e) {
            throw new FlinkRuntimeException("the state " + name + " can't be opened", e);
        }
    }

    /** Several shelves share one state, so each access says which shelf is meant. */
    private record Shelf(
            InternalMapState<?, String, String, byte[]> state, Table<byte[]> table, String name, boolean isSorted)
            implements Table<byte[]> {
        private Table<byte[]> chosen() {
            state.setCurrentNamespace(name);
            return table;
        }

        @Override
        public byte[] get(String entry) {
            return chosen().get(entry);
        }

        @Override
        public void put(String entry, byte[] value) {
            chosen().put(entry, value);
        }

        @Override
        public void remove(String entry) {
            chosen().remove(entry);
        }

        @Override
        public Iterable<Map.Entry<String, byte[]>> entries() {
            Iterable<Map.Entry<String, byte[]>> entries = chosen().entries();
            if (isSorted) {
                return entries;
            }
            List<Map.Entry<String, byte[]>> inOrder = new ArrayList<>();
            entries.forEach(inOrder::add);
            inOrder.sort(Map.Entry.comparingByKey(Shelves.ORDER));
            return inOrder;
        }
    }
}
