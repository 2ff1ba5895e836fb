package org.taxbrain.jobs.file;

import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Result;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.Slot;
import org.taxbrain.schemas.rule.Rules;

/** A fold of rows that writes results, and hears of them from {@link Echoes}. */
abstract class ResultOperator<T> extends FoldOperator<T> {
    private static final long serialVersionUID = 1L;
    private final DatasetsFactory factory;
    private transient DatasetsFactory.Open datasets;
    private transient ResultRecords records;
    private transient byte[] mark;

    /** @param coalesce how long changes are gathered at most in a rush */
    ResultOperator(DatasetsFactory factory, Duration coalesce) {
        super(coalesce);
        this.factory = factory;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Rules rules = Rules.load();
        mark = Echoes.newMark();
        records = new ResultRecords(rules.revision(), mark);
        datasets = factory.open();
        open(new RowReader(datasets), rules);
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (datasets != null) {
            datasets.close();
        }
    }

    /** Makes the fold. */
    abstract void open(RowReader reader, Rules rules);

    /** A result was written by an execution that this one does not continue, such as one that was rolled back. */
    abstract void doubt(String index, String id);

    /** A result as it is written. */
    StreamRecord<OutRecord> record(Result result) {
        return new StreamRecord<>(records.of(result));
    }

    @Override
    boolean hear(Message echo) {
        if (Arrays.equals(echo.body(), mark)) {
            return false;
        }
        doubt(Slot.echoIndex(echo.slot()), Slot.echoId(echo.slot()));
        return true;
    }
}
