package org.taxbrain.jobs.clean;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** A {@link CleanFunction}, and the {@link QuarantineFunction} behind it, in Flink's own operator harnesses; what they wrote, decoded. */
final class CleanHarness implements AutoCloseable {
    static final Duration DELETED_KEPT = Duration.ofDays(10);
    static final SealAccess SEAL =
            SealAccess.configured("--taxbrain.quarantine.key=test:0123456789abcdef0123456789abcdef");
    /** Keys that are expected. */
    private static final int KEYS = 1_000;
    /** Entries of one batch. */
    static final int HELD = 5;

    private final Map<String, Dataset> catalogue;
    private final Path pepperFile;
    private final Wire<Outcome> outcome = Wire.outcome();
    private KeyedOneInputStreamOperatorTestHarness<String, RawRecord, OutRecord> harness;
    private final KeyedOneInputStreamOperatorTestHarness<String, QuarantineChange, OutRecord> quarantine;
    private long offset;
    private long time;

    CleanHarness(Path folder, Dataset... datasets) throws Exception {
        this.pepperFile = Files.writeString(folder.resolve("pepper"), "a pepper for tests only");
        this.catalogue = Stream.of(datasets).collect(Collectors.toMap(Dataset::hash, d -> d));
        this.quarantine = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new QuarantineFunction(SEAL, HELD)), QuarantineFunction::key, Types.STRING);
        configure(quarantine);
        quarantine.open();
        open(null);
    }

    private static void configure(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> operator) {
        operator.getExecutionConfig()
                .configure(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                        CleanHarness.class.getClassLoader());
    }

    private void open(OperatorSubtaskState state) throws Exception {
        MapCatalogue access = new MapCatalogue(catalogue);
        CleanFunction function = new CleanFunction(access, pepperFile.toString(), DELETED_KEPT);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new CleanOperator(function, KEYS), new LandedKey(), Types.STRING);
        // as in production: it alone lets keys be read on while states change
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
        configure(harness);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(time);
    }

    /** Ends the operator and starts another on its checkpoint, as after a crash. */
    OperatorSubtaskState checkpoint() throws Exception {
        return harness.snapshot(1, 1);
    }

    void restore(OperatorSubtaskState state) throws Exception {
        harness.close();
        open(state);
    }

    void passTime(Duration duration) throws Exception {
        time += duration.toMillis();
        harness.setProcessingTime(time);
        quarantine.setProcessingTime(time);
    }

    /** Lands a row and tells its outcome. */
    Outcome land(LandedRecord row) throws Exception {
        return land(LandedRows.raw(row, offset++));
    }

    Outcome land(RawRecord raw) throws Exception {
        int before = outcomes().size();
        process(raw);
        List<Outcome> outcomes = outcomes();
        if (outcomes.size() != before + 1) {
            throw new AssertionError("expected one outcome for a landed row, not " + (outcomes.size() - before));
        }
        return outcomes.get(before);
    }

    /** Lands a row and forgets what was written. */
    void landUnchecked(RawRecord raw) throws Exception {
        process(raw);
        harness.getOutput().clear();
        quarantine.getOutput().clear();
    }

    private void process(RawRecord raw) throws Exception {
        harness.processElement(new StreamRecord<>(raw, LandedRows.LANDED_AT.toEpochMilli()));
        var changes = harness.getSideOutput(CleanFunction.QUARANTINE);
        while (changes != null && !changes.isEmpty()) {
            quarantine.processElement(changes.poll());
        }
    }

    /** The first outcome of each landed row. */
    List<Outcome> outcomes() {
        return allOutcomes().filter(o -> o.getMovedFrom() == null).toList();
    }

    /** Offsets of rows that were quarantined, with the outcome that they have now. */
    Map<Long, OutcomeKind> moved() {
        Map<Long, OutcomeKind> moved = new TreeMap<>();
        allOutcomes().filter(o -> o.getMovedFrom() != null).forEach(o -> {
            if (o.getMovedFrom() != OutcomeKind.QUARANTINED || moved.put(o.getOffset(), o.getKind()) != null) {
                throw new AssertionError("an outcome that can't move: " + o);
            }
        });
        return moved;
    }

    private Stream<Outcome> allOutcomes() {
        return written(Topics.OUTCOME).stream().map(r -> outcome.decode(r.value));
    }

    /** Every entry that was written, in that order. */
    List<QuarantineEntry> quarantine() {
        return quarantined()
                .filter(r -> r.value != null)
                .map(r -> Wire.quarantine().decode(r.value))
                .toList();
    }

    /** The entries that have not left, by position. */
    Map<String, QuarantineEntry> open() {
        Map<String, QuarantineEntry> byId = new TreeMap<>();
        quarantined().forEach(r -> {
            byId.remove(new String(r.key, StandardCharsets.UTF_8));
            if (r.value != null) {
                QuarantineEntry entry = Wire.quarantine().decode(r.value);
                byId.put(entry.getId(), entry);
            }
        });
        return byId.values().stream().collect(Collectors.toMap(QuarantineEntry::getPosition, e -> e));
    }

    private Stream<OutRecord> quarantined() {
        return quarantine.extractOutputValues().stream().filter(r -> r.topic.equals(Topics.QUARANTINE));
    }

    /** Somebody discards the entry of a position: its tombstone is written past the job, which hears of it. */
    void discard(String position) throws Exception {
        QuarantineEntry entry = open().get(position);
        quarantine.processElement(
                new StreamRecord<>(QuarantineChange.discarded(entry.getDataset(), entry.getBatch(), entry.getId())));
    }

    /** Findings in the order written. */
    List<ResultRecord> findings() {
        return quarantine.extractOutputValues().stream()
                .filter(r -> r.topic.equals(Topics.FINDING))
                .map(r -> Wire.result().decode(r.value))
                .toList();
    }

    int quarantineState() {
        return quarantine.numKeyedStateEntries();
    }

    /** Clean records in the order written, those of tombstones from their header. */
    List<CleanRecord> clean(Dataset dataset) {
        List<CleanRecord> records = new ArrayList<>();
        for (OutRecord record : written(Topics.clean(dataset.id()))) {
            CleanRecord clean = Wire.clean().decode(record.value == null ? record.meta : record.value);
            if (!clean.getKey().equals(new String(record.key, StandardCharsets.UTF_8))) {
                throw new AssertionError("the Kafka key is not the record's");
            }
            records.add(clean);
        }
        return records;
    }

    /** Versions in the history, in the order written. */
    List<CleanRecord> history() {
        return written(Topics.HISTORY).stream()
                .map(r -> Wire.clean().decode(r.value))
                .toList();
    }

    private List<OutRecord> written(String topic) {
        return harness.extractOutputValues().stream()
                .filter(r -> r.topic.equals(topic))
                .toList();
    }

    int keysInState() {
        CleanOperator operator = (CleanOperator) harness.getOneInputOperator();
        try (Stream<String> keys =
                operator.<String>getKeyedStateBackend().getKeys(CleanFunction.FENCE, VoidNamespace.INSTANCE)) {
            return (int) keys.count();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            harness.close();
            quarantine.close();
        } catch (Exception e) {
            throw new IOException("the harness did not close", e);
        }
    }
}
