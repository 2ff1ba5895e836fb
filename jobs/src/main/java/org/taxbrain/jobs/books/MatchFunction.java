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
 * amount and the outcome's kind. What has no counterpart yet is remembered, and goes on unanswered. A row that is quarantined is remembered
 * too: where its position moves to another outcome, the row's amount moves with it.
 */
final class MatchFunction extends KeyedProcessFunction<String, Entry, Entry> {
    private static final long serialVersionUID = 1L;
    /** A row without an outcome has long been told of by then; the state must not grow with them. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** What has stood in quarantine for longer than a year moves without its amount. */
    private static final Duration QUARANTINED = Duration.ofDays(400);

    private transient ValueState<Entry> waiting;
    private transient ValueState<Entry> quarantined;

    @Override
    public void open(OpenContext context) {
        waiting = state("waiting", KEPT);
        quarantined = state("quarantined", QUARANTINED);
    }

    private ValueState<Entry> state(String name, Duration kept) {
        ValueStateDescriptor<Entry> descriptor = new ValueStateDescriptor<>(name, TypeInformation.of(Entry.class));
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(kept).cleanupFullSnapshot().build());
        return getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(Entry entry, Context context, Collector<Entry> out) throws IOException {
        if (entry.movedFrom != null) {
            move(entry);
            out.collect(entry);
            return;
        }
        Entry other = waiting.value();
        if (other != null && other.kind != entry.kind) {
            Entry landed = entry.kind == Entry.Kind.LANDED ? entry : other;
            Entry outcome = entry.kind == Entry.Kind.LANDED ? other : entry;
            entry.answered = true;
            entry.outcome = outcome.outcome;
            entry.amountField = landed.amountField;
            entry.amount = landed.amount;
            entry.day = landed.day;
            waiting.clear();
            if (entry.outcome == OutcomeKind.QUARANTINED) {
                quarantined.update(landed.light());
            }
        } else {
            waiting.update(entry);
        }
        out.collect(entry);
    }

    /** Outcomes of a position come in their order, but the row may come behind both. */
    private void move(Entry entry) throws IOException {
        Entry outcome = waiting.value();
        if (outcome != null) {
            outcome.outcome = entry.outcome;
            waiting.update(outcome);
            return;
        }
        Entry landed = quarantined.value();
        if (landed != null) {
            entry.amountField = landed.amountField;
            entry.amount = landed.amount;
            quarantined.clear();
        }
    }
}
