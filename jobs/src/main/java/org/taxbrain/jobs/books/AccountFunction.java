package org.taxbrain.jobs.books;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.common.OutRecord;

/**
 * Keeps the account of a batch, and writes it while it changes, at most once in {@link #GATHERED}. Rows that are under way make an
 * account unequal for a while: a finding is written when it is still so after nothing has changed for the quiet time, and closed when
 * it balances. An account is kept for ever, as its batch can be read again at any time; it is as large as a few numbers, and for a
 * file half a byte in a thousand lines.
 */
final class AccountFunction extends KeyedProcessFunction<String, Entry, OutRecord> {
    private static final long serialVersionUID = 1L;
    private static final Duration GATHERED = Duration.ofSeconds(2);

    private final Duration quiet;

    private transient ValueState<Account> accounts;
    private transient MapState<Long, LineChunk> lines;
    /** When the next look at the account is due; null: none is. */
    private transient ValueState<Long> due;
    /** When it changed last. */
    private transient ValueState<Long> changedAt;
    /** Whether the last change is written; null: never. */
    private transient ValueState<Boolean> isWritten;
    /** What the open finding says; null: none is open. */
    private transient ValueState<String> told;

    private transient AccountRecords records;

    /** @param quiet how long nothing must have changed until an inequality is a finding */
    AccountFunction(Duration quiet) {
        this.quiet = quiet;
    }

    @Override
    public void open(OpenContext context) {
        accounts =
                getRuntimeContext().getState(new ValueStateDescriptor<>("account", TypeInformation.of(Account.class)));
        lines = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("lines", Types.LONG, TypeInformation.of(LineChunk.class)));
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Types.LONG));
        changedAt = getRuntimeContext().getState(new ValueStateDescriptor<>("changedAt", Types.LONG));
        isWritten = getRuntimeContext().getState(new ValueStateDescriptor<>("written", Types.BOOLEAN));
        told = getRuntimeContext().getState(new ValueStateDescriptor<>("told", Types.STRING));
        records = new AccountRecords(Clock.systemUTC());
    }

    @Override
    public void processElement(Entry entry, Context context, Collector<OutRecord> out) throws Exception {
        Account account = accounts.value();
        if (account == null) {
            account = new Account();
        }
        account.enter(entry, entry.kind == Entry.Kind.LANDED && entry.line != Entry.NO_LINE && isNew(entry.line));
        accounts.update(account);
        long now = context.timerService().currentProcessingTime();
        changedAt.update(now);
        isWritten.update(false);
        Long next = due.value();
        if (next == null || next > now + GATHERED.toMillis()) {
            look(context, now + GATHERED.toMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out) throws Exception {
        Long next = due.value();
        if (next == null || next != timestamp) {
            // an earlier look was asked for since, and has seen to it
            return;
        }
        due.clear();
        Account account = accounts.value();
        if (!isWritten.value()) {
            out.collect(records.account(account));
            isWritten.update(true);
        }
        List<String> faults = account.faults();
        if (faults.isEmpty()) {
            close(account, out);
            return;
        }
        long quietAt = changedAt.value() + quiet.toMillis();
        if (timestamp < quietAt) {
            look(context, quietAt);
        } else {
            tell(account, String.join("; ", faults), out);
        }
    }

    private void tell(Account account, String faults, Collector<OutRecord> out) throws Exception {
        if (!faults.equals(told.value())) {
            out.collect(records.finding(account, faults, true));
            told.update(faults);
        }
    }

    private void close(Account account, Collector<OutRecord> out) throws Exception {
        String before = told.value();
        if (before != null) {
            out.collect(records.finding(account, before, false));
            told.clear();
        }
    }

    private void look(Context context, long at) throws Exception {
        due.update(at);
        context.timerService().registerProcessingTimeTimer(at);
    }

    private boolean isNew(long line) throws Exception {
        long at = LineChunk.of(line);
        LineChunk chunk = lines.get(at);
        if (chunk == null) {
            chunk = new LineChunk();
        }
        boolean isNew = chunk.mark(line);
        if (isNew) {
            lines.put(at, chunk);
        }
        return isNew;
    }
}
