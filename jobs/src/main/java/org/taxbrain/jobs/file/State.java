package org.taxbrain.jobs.file;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.util.FlinkRuntimeException;
import org.taxbrain.jobs.file.kernel.Cell;
import org.taxbrain.jobs.file.kernel.Table;

/** Flink's keyed state as the kernel's cells and tables. Names of states are part of the savepoint: never changed. */
final class State {
    static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    /** Digests by name. */
    static final TypeInformation<Map<String, byte[]>> DIGESTS = Types.MAP(Types.STRING, BYTES);

    private State() {}

    static <T> Cell<T> cell(RuntimeContext context, String name, TypeInformation<T> type) {
        ValueState<T> state = context.getState(new ValueStateDescriptor<>(name, type));
        return new Cell<>() {
            @Override
            public T get() {
                return attempt(name, state::value);
            }

            @Override
            public void set(T value) {
                attempt(name, () -> {
                    state.update(value);
                    return null;
                });
            }

            @Override
            public void clear() {
                state.clear();
            }
        };
    }

    /**
     * A cell that few keys fill. These keys are held in memory, so that asking for the others' costs nothing.
     *
     * @param backend with the current key
     */
    static <T> Cell<T> rareCell(
            RuntimeContext context, KeyedStateBackend<String> backend, String name, TypeInformation<T> type) {
        Cell<T> cell = cell(context, name, type);
        Set<String> filled = new HashSet<>();
        try (Stream<String> keys = backend.getKeys(name, VoidNamespace.INSTANCE)) {
            keys.forEach(filled::add);
        }
        return new Cell<>() {
            @Override
            public T get() {
                return filled.contains(backend.getCurrentKey()) ? cell.get() : null;
            }

            @Override
            public void set(T value) {
                filled.add(backend.getCurrentKey());
                cell.set(value);
            }

            @Override
            public void clear() {
                if (filled.remove(backend.getCurrentKey())) {
                    cell.clear();
                }
            }
        };
    }

    static <V> Table<V> table(RuntimeContext context, String name, TypeInformation<V> type) {
        return table(context.getMapState(new MapStateDescriptor<>(name, Types.STRING, type)), name);
    }

    static <V> Table<V> table(MapState<String, V> state, String name) {
        return new Table<>() {
            @Override
            public V get(String entry) {
                return attempt(name, () -> state.get(entry));
            }

            @Override
            public void put(String entry, V value) {
                attempt(name, () -> {
                    state.put(entry, value);
                    return null;
                });
            }

            @Override
            public void remove(String entry) {
                attempt(name, () -> {
                    state.remove(entry);
                    return null;
                });
            }

            @Override
            public Iterable<Map.Entry<String, V>> entries() {
                return attempt(name, state::entries);
            }
        };
    }

    /** An access that Flink declares to throw anything; what it throws stops the task, and Flink restores it. */
    private interface Access<T> {
        T run() throws Exception;
    }

    private static <T> T attempt(String name, Access<T> access) {
        try {
            return access.run();
        } catch (Exception e) {
            throw new FlinkRuntimeException("the state " + name + " can't be read or written", e);
        }
    }
}
