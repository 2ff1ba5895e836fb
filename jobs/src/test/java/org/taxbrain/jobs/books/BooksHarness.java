package org.taxbrain.jobs.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.Wire;

/** BooksJob's two operators, one behind the other, in Flink's own harness. */
final class BooksHarness implements AutoCloseable {
    static final Duration QUIET = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyedOneInputStreamOperatorTestHarness<String, Entry, Entry> match;
    private KeyedOneInputStreamOperatorTestHarness<String, Entry, OutRecord> accounts;
    private long time;

    BooksHarness() throws Exception {
        open(null, null);
    }

    private void open(OperatorSubtaskState matched, OperatorSubtaskState kept) throws Exception {
        match = open(new MatchFunction(), e -> e.position, matched);
        accounts = open(new AccountFunction(QUIET), Entry::account, kept);
    }

    private <T> KeyedOneInputStreamOperatorTestHarness<String, Entry, T> open(
            KeyedProcessFunction<String, Entry, T> function, KeySelector<Entry, String> key, OperatorSubtaskState state)
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), key, Types.STRING);
        harness.getExecutionConfig()
                .configure(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                        getClass().getClassLoader());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(time);
        return harness;
    }

    /** Ends both operators and starts others on their checkpoint. */
    void restart() throws Exception {
        OperatorSubtaskState matched = match.snapshot(1, 1);
        OperatorSubtaskState kept = accounts.snapshot(1, 1);
        close();
        open(matched, kept);
    }

    void sent(long rows, String total) throws Exception {
        Entry entry = entry(Entry.Kind.SENT, -1);
        entry.rows = rows;
        entry.day = 20_513;
        entry.amount = new BigDecimal(total);
        enter(entry);
    }

    void landed(long offset, long line, String amount) throws Exception {
        Entry entry = entry(Entry.Kind.LANDED, offset);
        entry.line = line;
        entry.amountField = "total";
        entry.amount = new BigDecimal(amount);
        entry.landedAt = 1_772_330_400_000L + offset;
        enter(entry);
    }

    void outcome(long offset, OutcomeKind kind) throws Exception {
        Entry entry = entry(Entry.Kind.OUTCOME, offset);
        entry.outcome = kind;
        enter(entry);
    }

    /** A quarantined row has another outcome from now on. */
    void moved(long offset, OutcomeKind kind) throws Exception {
        Entry entry = entry(Entry.Kind.OUTCOME, offset);
        entry.outcome = kind;
        entry.movedFrom = OutcomeKind.QUARANTINED;
        enter(entry);
    }

    void accepted() throws Exception {
        enter(entry(Entry.Kind.ACCEPTED, -1));
    }

    private static Entry entry(Entry.Kind kind, long offset) {
        Entry entry = new Entry();
        entry.kind = kind;
        entry.dataset = "bill";
        entry.batch = "bill.csv@0123456789ab";
        entry.position = offset < 0 ? null : "landed.bill/0/" + offset;
        return entry;
    }

    private void enter(Entry entry) throws Exception {
        if (entry.position == null) {
            accounts.processElement(new StreamRecord<>(entry));
            return;
        }
        match.getOutput().clear();
        match.processElement(new StreamRecord<>(entry));
        for (Entry matched : match.extractOutputValues()) {
            accounts.processElement(new StreamRecord<>(matched));
        }
    }

    void pass(Duration duration) throws Exception {
        time += duration.toMillis();
        accounts.setProcessingTime(time);
    }

    /** Positions that wait for their counterpart, or may leave quarantine. */
    int waiting() {
        return match.numKeyedStateEntries();
    }

    /** Documents written to a topic since the last restart. */
    List<JsonNode> written(String topic) throws IOException {
        List<JsonNode> written = new ArrayList<>();
        for (OutRecord record : accounts.extractOutputValues()) {
            if (record.topic.equals(topic)) {
                var result = Wire.result().decode(record.value);
                if (!result.getId().equals(new String(record.key, StandardCharsets.UTF_8))) {
                    throw new AssertionError("the Kafka key is not the record's");
                }
                written.add(JSON.readTree(result.getBody()));
            }
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        try {
            match.close();
            accounts.close();
        } catch (Exception e) {
            throw new IOException("the harness did not close", e);
        }
    }
}
