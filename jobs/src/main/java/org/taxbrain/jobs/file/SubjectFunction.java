package org.taxbrain.jobs.file;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.SubjectFold;
import org.taxbrain.schemas.rule.Rules;

/** Runs the {@link SubjectFold}. */
final class SubjectFunction extends FoldFunction<OutRecord> {
    private static final long serialVersionUID = 1L;
    private final DatasetsFactory factory;
    private transient DatasetsFactory.Open datasets;
    private transient ResultRecords records;
    private transient SubjectFold fold;

    SubjectFunction(DatasetsFactory factory, Duration coalesce) {
        super(coalesce);
        this.factory = factory;
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        Rules rules = Rules.load();
        datasets = factory.open();
        records = new ResultRecords(rules.revision(), mark());
        fold = new SubjectFold(
                new RowReader(datasets),
                rules,
                new SubjectFold.State(
                        State.table(getRuntimeContext(), "entries", State.BYTES),
                        State.cell(getRuntimeContext(), "written", State.BYTES),
                        State.table(getRuntimeContext(), "reminders", State.BYTES)));
    }

    @Override
    public void close() {
        if (datasets != null) {
            datasets.close();
        }
    }

    @Override
    void accept(Message message) {
        fold.accept(message);
    }

    @Override
    void doubt(String index, String id) {
        fold.doubt(index, id);
    }

    @Override
    int emit(String subject, Context context, Collector<OutRecord> out) {
        return fold.emit(subject, result -> out.collect(records.of(result)));
    }
}
