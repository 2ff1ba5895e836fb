package org.taxbrain.jobs.clean;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** A {@link CleanFunction} in Flink's own operator harness; what it wrote, decoded. */
final class CleanHarness implements AutoCloseable {
    static final Duration DELETED_KEPT = Duration.ofDays(10);
    private final Map<String, Dataset> catalogue;
    private final Path pepperFile;
    private KeyedOneInputStreamOperatorTestHarness<String, RawRecord, OutRecord> harness;
    private long offset;
    private long time;

    CleanHarness(Path folder, Dataset... datasets) throws Exception {
        this.pepperFile = Files.writeString(folder.resolve("pepper"), "a pepper for tests only");
        this.catalogue = Stream.of(datasets).collect(Collectors.toMap(Dataset::hash, d -> d));
        open(null);
    }

    private void open(OperatorSubtaskState state) throws Exception {
        MapCatalogue access = new MapCatalogue(catalogue);
        CleanFunction function = new CleanFunction(access, pepperFile.toString(), DELETED_KEPT);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), new LandedKey(), Types.STRING);
        harness.getExecutionConfig()
                .configure(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                        getClass().getClassLoader());
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
    }

    /** Lands a row and tells its outcome. */
    Outcome land(LandedRecord row) throws Exception {
        return land(LandedRows.raw(row, offset++));
    }

    Outcome land(RawRecord raw) throws Exception {
        int before = outcomes().size();
        harness.processElement(new StreamRecord<>(raw, LandedRows.LANDED_AT.toEpochMilli()));
        List<Outcome> outcomes = outcomes();
        if (outcomes.size() != before + 1) {
            throw new AssertionError("expected one outcome for a landed row, not " + (outcomes.size() - before));
        }
        return outcomes.get(before);
    }

    /** Lands a row and forgets what was written. */
    void landUnchecked(RawRecord raw) throws Exception {
        harness.processElement(new StreamRecord<>(raw, LandedRows.LANDED_AT.toEpochMilli()));
        harness.getOutput().clear();
    }

    List<Outcome> outcomes() {
        return written(Topics.OUTCOME).stream()
                .map(r -> Wire.outcome().decode(r.value))
                .toList();
    }

    List<QuarantineEntry> quarantine() {
        return written(Topics.QUARANTINE).stream()
                .map(r -> Wire.quarantine().decode(r.value))
                .toList();
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
        return harness.numKeyedStateEntries();
    }

    @Override
    public void close() throws IOException {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IOException("the harness did not close", e);
        }
    }
}
