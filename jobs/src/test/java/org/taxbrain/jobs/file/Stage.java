package org.taxbrain.jobs.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One operator in its subtasks, without a cluster. */
final class Stage<I, O> implements AutoCloseable {
    private static final int MAX_PARALLELISM = 128;

    private final List<KeyedOneInputStreamOperatorTestHarness<String, I, O>> subtasks = new ArrayList<>();
    private final KeySelector<I, String> key;

    /**
     * Opens the subtasks.
     *
     * @param from the states of the subtasks of a snapshot, of any parallelism; empty: nothing is restored
     */
    Stage(
            Supplier<OneInputStreamOperator<I, O>> operator,
            KeySelector<I, String> key,
            StateBackend backend,
            int parallelism,
            List<OperatorSubtaskState> from)
            throws Exception {
        this.key = key;
        for (int i = 0; i < parallelism; i++) {
            var subtask = new KeyedOneInputStreamOperatorTestHarness<>(
                    operator.get(), key, Types.STRING, MAX_PARALLELISM, parallelism, i);
            subtask.setStateBackend(backend);
            subtask.setup();
            if (!from.isEmpty()) {
                OperatorSubtaskState all =
                        AbstractStreamOperatorTestHarness.repackageState(from.toArray(OperatorSubtaskState[]::new));
                subtask.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        all, MAX_PARALLELISM, from.size(), parallelism, i));
            }
            subtask.open();
            subtasks.add(subtask);
        }
    }

    List<KeyedOneInputStreamOperatorTestHarness<String, I, O>> subtasks() {
        return subtasks;
    }

    /** The subtask that a value belongs to. */
    int subtaskOf(I value) throws Exception {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(key.getKey(value), MAX_PARALLELISM, subtasks.size());
    }

    void process(I value) throws Exception {
        subtasks.get(subtaskOf(value)).processElement(new StreamRecord<>(value));
    }

    void setTime(long clock) throws Exception {
        for (var subtask : subtasks) {
            subtask.setProcessingTime(clock);
        }
    }

    void prepareSnapshot() throws Exception {
        for (var subtask : subtasks) {
            subtask.prepareSnapshotPreBarrier(1);
        }
    }

    void endInput() throws Exception {
        for (var subtask : subtasks) {
            subtask.endInput();
        }
    }

    List<OperatorSubtaskState> checkpoint(long clock) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var subtask : subtasks) {
            states.add(subtask.snapshot(1, clock));
        }
        return states;
    }

    /** A savepoint in the format that any state backend can restore. */
    List<OperatorSubtaskState> savepoint(long clock) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var subtask : subtasks) {
            states.add(subtask.snapshotWithLocalState(1, clock, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                    .getJobManagerOwnedState());
        }
        return states;
    }

    /** Entries of keyed state; only the backend over maps can count them. */
    int stateEntries() {
        return subtasks.stream()
                .mapToInt(KeyedOneInputStreamOperatorTestHarness::numKeyedStateEntries)
                .sum();
    }

    @Override
    public void close() {
        try {
            for (var subtask : subtasks) {
                subtask.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a function can't be closed", e);
        }
    }
}
