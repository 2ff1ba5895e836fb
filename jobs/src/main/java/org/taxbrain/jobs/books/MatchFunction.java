package org.taxbrain.jobs.books;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.schemas.record.OutcomeKind;

/**
 * Brings a landed position and its outcome together, whichever is met first: the later of the two goes on as answered, with the row's
 * amount and the outcome's kind. What has no counterpart yet is remembered, and goes on unanswered. The amount of a quarantined row is
 * remembered until it leaves quarantine, as it then counts elsewhere.
 */
final class MatchFunction extends KeyedProcessFunction<String, Entry, Entry> {
    private static final long serialVersionUID = 1L;
    /** A row without an outcome has long been told of by then; the state must not grow with them. */
    private static final Duration KEPT = Duration.ofDays(30);

    private transient ValueState<Entry> waiting;
    /** Of a row that is quarantined; null: it has none, or is not. */
    private transient ValueState<BigDecimal> quarantined;

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Entry> descriptor = new ValueStateDescriptor<>("waiting", TypeInformation.of(Entry.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(KEPT).build());
        waiting = getRuntimeContext().getState(descriptor);
        quarantined = getRuntimeContext().getState(new ValueStateDescriptor<>("quarantined", Types.BIG_DEC));
    }

    @Override
    public void processElement(Entry entry, Context context, Collector<Entry> out) throws IOException {
        Entry other = waiting.value();
        if (entry.movedFrom != null) {
            move(entry, other, out);
            return;
        }
        if (other != null && other.kind != entry.kind) {
            Entry landed = entry.kind == Entry.Kind.LANDED ? entry : other;
            Entry outcome = entry.kind == Entry.Kind.LANDED ? other : entry;
            entry.answered = true;
            entry.outcome = outcome.outcome;
            entry.amountField = landed.amountField;
            entry.amount = landed.amount;
            entry.day = landed.day;
            waiting.clear();
            if (entry.outcome == OutcomeKind.QUARANTINED && entry.amount != null) {
                quarantined.update(entry.amount);
            }
        } else {
            waiting.update(entry);
        }
        out.collect(entry);
    }

    /** @param other the outcome until now, if the landed row was not met yet: its amount then belongs to the new one at once */
    private void move(Entry entry, Entry other, Collector<Entry> out) throws IOException {
        if (other != null && other.kind == Entry.Kind.OUTCOME) {
            other.outcome = entry.outcome;
            waiting.update(other);
        } else {
            entry.amount = quarantined.value();
            quarantined.clear();
        }
        out.collect(entry);
    }
}
