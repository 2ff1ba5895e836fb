package org.taxbrain.jobs.books;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.schemas.record.OutcomeKind;

/**
 * Brings a landed position and its outcome together, whichever is met first: the later of the two goes on as answered, with the row's
 * amount and the outcome's kind. What has no counterpart yet is remembered, and goes on unanswered; so does a second outcome of a row.
 */
final class MatchFunction extends KeyedProcessFunction<String, Entry, Entry> {
    private static final long serialVersionUID = 1L;
    /** A row without an outcome has long been told of by then; the state must not grow with them. */
    private static final Duration KEPT = Duration.ofDays(30);

    private transient ValueState<Entry> waiting;

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Entry> descriptor = new ValueStateDescriptor<>("waiting", TypeInformation.of(Entry.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(KEPT).build());
        waiting = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(Entry entry, Context context, Collector<Entry> out) throws IOException {
        Entry other = waiting.value();
        if (entry.movedFrom != null) {
            move(entry, other);
        } else if (other == null) {
            waiting.update(entry);
        } else if (other.kind != entry.kind && !other.answered) {
            match(entry, other);
        }
        out.collect(entry);
    }

    private void match(Entry entry, Entry other) throws IOException {
        Entry landed = entry.kind == Entry.Kind.LANDED ? entry : other;
        Entry outcome = entry.kind == Entry.Kind.LANDED ? other : entry;
        entry.answered = true;
        entry.outcome = outcome.outcome;
        entry.amountField = landed.amountField;
        entry.amount = landed.amount;
        entry.day = landed.day;
        if (entry.outcome == OutcomeKind.QUARANTINED) {
            // the row can come in later, and then its amount moves with it
            landed.answered = true;
            landed.outcome = entry.outcome;
            waiting.update(landed);
        } else {
            waiting.clear();
        }
    }

    /** A row leaves quarantine: its amount is known if it has landed here, else the row will find the outcome that holds now. */
    private void move(Entry entry, Entry other) throws IOException {
        if (other != null && other.kind == Entry.Kind.LANDED) {
            entry.amount = other.amount;
            waiting.clear();
        } else if (other != null) {
            other.outcome = entry.outcome;
            waiting.update(other);
        }
    }
}
