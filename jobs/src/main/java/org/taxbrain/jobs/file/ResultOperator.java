package org.taxbrain.jobs.file;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.LargeSections;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Result;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.Slot;
import org.taxbrain.schemas.rule.Rules;

/** A fold of rows that writes results, and hears of them from {@link Echoes}: what did not come back is not believed. */
abstract class ResultOperator<T> extends FoldOperator<T> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResultOperator.class);
    private final DatasetsFactory factory;
    private transient DatasetsFactory.Open datasets;
    private transient ResultRecords records;
    private transient Unproven unproven;

    /** @param coalesce how long changes are gathered at most in a rush */
    ResultOperator(DatasetsFactory factory, Duration coalesce) {
        super(coalesce);
        this.factory = factory;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Rules rules = Rules.load();
        records = new ResultRecords(rules.revision());
        datasets = factory.open();
        open(new RowReader(datasets), rules);
        unproven = new Unproven(getRuntimeContext());
        doubtWhatIsUnproven();
    }

    /** The transaction of what had not come back by the checkpoint may have been lost: it is written once more. */
    private void doubtWhatIsUnproven() {
        List<String> keys;
        try (Stream<String> restored =
                this.<String>getKeyedStateBackend().getKeys(Unproven.STATE, VoidNamespace.INSTANCE)) {
            keys = restored.distinct().toList();
        }
        int results = 0;
        for (String key : keys) {
            await(key);
            for (String slot : unproven.take()) {
                doubt(Slot.echoId(slot));
                results++;
            }
        }
        if (results > 0) {
            LOG.info(
                    "{} results of {} files had not come back by the checkpoint: they are written again",
                    results,
                    keys.size());
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (datasets != null) {
            datasets.close();
        }
    }

    /** State of the sections that are large. */
    final LargeSections.State large() {
        return new LargeSections.State(
                State.rareCell(getRuntimeContext(), getKeyedStateBackend(), "large", State.BYTES),
                OrderedState.shelves(getKeyedStateBackend(), "shelves"),
                State.table(getRuntimeContext(), "tallies", Types.LONG),
                State.table(getRuntimeContext(), "shown", State.BYTES));
    }

    /** Makes the fold. */
    abstract void open(RowReader reader, Rules rules);

    /** What stands in the topics is not known: an execution that was rolled back wrote a result, or a transaction may be lost. */
    abstract void doubt(String id);

    /** A result as it is written. */
    StreamRecord<OutRecord> record(Result result) {
        return new StreamRecord<>(records.of(result, unproven.write(result)));
    }

    @Override
    boolean hear(Message echo) {
        if (unproven.cameBack(echo.slot(), echo.body())) {
            return false;
        }
        doubt(Slot.echoId(echo.slot()));
        return true;
    }
}
