package org.taxbrain.jobs.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Rows;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** The four functions over RocksDB, one behind the other, without a cluster. */
final class FunctionsRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Duration COALESCE = Duration.ofSeconds(10);
    private static final DatasetsFactory DATASETS = () -> new DatasetsFactory.Open() {
        @Override
        public org.taxbrain.schemas.catalogue.Dataset byHash(String hash) {
            return Rows.byHash(hash);
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private final KeyedOneInputStreamOperatorTestHarness<String, RawRecord, Message> route;
    private final KeyedOneInputStreamOperatorTestHarness<String, Message, Message> identity;
    private final KeyedOneInputStreamOperatorTestHarness<String, Message, Message> objects;
    private final KeyedOneInputStreamOperatorTestHarness<String, Message, OutRecord> subjects;
    private final Map<String, JsonNode> results;
    private final StateBackend backend;
    private long clock;

    /** What a checkpoint holds: the functions' state, with what still waits to be written, and what was written by then. */
    record Snapshot(
            OperatorSubtaskState route,
            OperatorSubtaskState identity,
            OperatorSubtaskState objects,
            OperatorSubtaskState subjects,
            Map<String, JsonNode> results,
            long clock) {}

    FunctionsRun() throws Exception {
        this(new EmbeddedRocksDBStateBackend(), null);
    }

    FunctionsRun(Snapshot from) throws Exception {
        this(new EmbeddedRocksDBStateBackend(), from);
    }

    /** @param from what to restore; null: nothing */
    FunctionsRun(StateBackend backend, Snapshot from) throws Exception {
        this.backend = backend;
        this.clock = from == null ? 0 : from.clock;
        route = open(
                new KeyedProcessOperator<>(new RouteFunction(DATASETS)),
                RouteFunction::key,
                from == null ? null : from.route);
        identity = open(
                new KeyedProcessOperator<>(new IdentityFunction()),
                Message::target,
                from == null ? null : from.identity);
        objects = open(new ObjectOperator(DATASETS, COALESCE), Message::target, from == null ? null : from.objects);
        subjects = open(new SubjectOperator(DATASETS, COALESCE), Message::target, from == null ? null : from.subjects);
        results = from == null ? new TreeMap<>() : new TreeMap<>(from.results);
    }

    private <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> open(
            OneInputStreamOperator<I, O> operator, KeySelector<I, String> key, OperatorSubtaskState state)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, key, Types.STRING, 128, 1, 0);
        harness.setStateBackend(backend);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(clock);
        return harness;
    }

    void apply(Change change) throws Exception {
        RawRecord record = new RawRecord();
        record.topic = Topics.clean(change.dataset());
        record.key = change.key().getBytes(StandardCharsets.UTF_8);
        record.tombstone = change.row() == null;
        record.value = record.tombstone
                ? Rows.deletion(change.dataset(), change.key(), change.order())
                : Rows.clean(change.dataset(), change.key(), change.order(), change.row());
        route.processElement(new StreamRecord<>(record));
        pass();
    }

    /** Lets time go by. */
    void pass(int millis) throws Exception {
        clock += millis;
        route.setProcessingTime(clock);
        objects.setProcessingTime(clock);
        identity.setProcessingTime(clock);
        subjects.setProcessingTime(clock);
        pass();
    }

    /** Passes a checkpoint's barrier through the functions. */
    void barrier() throws Exception {
        objects.prepareSnapshotPreBarrier(1);
        pass();
        subjects.prepareSnapshotPreBarrier(1);
        pass();
    }

    /** Ends the input: nothing may wait any more. */
    void end() throws Exception {
        objects.endInput();
        pass();
        subjects.endInput();
        pass();
    }

    private void pass() throws Exception {
        move(route.getSideOutput(RouteFunction.OBJECTS), objects);
        move(records(route), identity);
        move(records(objects), identity);
        move(records(identity), subjects);
        collect(records(subjects));
        collect(objects.getSideOutput(ObjectOperator.RESULTS));
    }

    private static <O> ConcurrentLinkedQueue<StreamRecord<O>> records(
            KeyedOneInputStreamOperatorTestHarness<String, ?, O> harness) {
        ConcurrentLinkedQueue<StreamRecord<O>> taken = new ConcurrentLinkedQueue<>(harness.getRecordOutput());
        harness.getOutput().clear();
        return taken;
    }

    private static void move(
            ConcurrentLinkedQueue<StreamRecord<Message>> from,
            KeyedOneInputStreamOperatorTestHarness<String, Message, ?> to)
            throws Exception {
        for (StreamRecord<Message> record = poll(from); record != null; record = poll(from)) {
            to.processElement(new StreamRecord<>(record.getValue()));
        }
    }

    private static <T> T poll(ConcurrentLinkedQueue<T> queue) {
        return queue == null ? null : queue.poll();
    }

    private void collect(ConcurrentLinkedQueue<StreamRecord<OutRecord>> written) throws Exception {
        for (StreamRecord<OutRecord> record = poll(written); record != null; record = poll(written)) {
            OutRecord out = record.getValue();
            String index = out.topic.replace(Topics.FILE_PREFIX, "");
            String at = index + ' ' + new String(out.key, StandardCharsets.UTF_8);
            if (out.value == null) {
                results.remove(at);
            } else {
                results.put(at, JSON.readTree(Wire.result().decode(out.value).getBody()));
            }
        }
    }

    Snapshot snapshot() throws Exception {
        return new Snapshot(
                route.snapshot(1, clock),
                identity.snapshot(1, clock),
                objects.snapshot(1, clock),
                subjects.snapshot(1, clock),
                new TreeMap<>(results),
                clock);
    }

    Map<String, JsonNode> results() {
        return results;
    }

    /** Entries of keyed state; only the backend over maps can count them. */
    int stateEntries() {
        return route.numKeyedStateEntries()
                + identity.numKeyedStateEntries()
                + objects.numKeyedStateEntries()
                + subjects.numKeyedStateEntries();
    }

    @Override
    public void close() {
        try {
            route.close();
            identity.close();
            objects.close();
            subjects.close();
        } catch (Exception e) {
            throw new IllegalStateException("a function can't be closed", e);
        }
    }
}
