package org.taxbrain.jobs.file;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.LargeSections;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.SubjectFold;
import org.taxbrain.schemas.rule.Rules;

/** Runs the {@link SubjectFold}. */
final class SubjectOperator extends FoldOperator<OutRecord> {
    private static final long serialVersionUID = 1L;
    private final DatasetsFactory factory;
    private transient DatasetsFactory.Open datasets;
    private transient ResultRecords records;
    private transient SubjectFold fold;

    SubjectOperator(DatasetsFactory factory, Duration coalesce) {
        super(coalesce);
        this.factory = factory;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Rules rules = Rules.load();
        datasets = factory.open();
        records = new ResultRecords(rules.revision(), mark());
        fold = new SubjectFold(
                new RowReader(datasets),
                rules,
                new SubjectFold.State(
                        State.table(getRuntimeContext(), "entries", State.BYTES),
                        State.cell(getRuntimeContext(), "written", State.BYTES),
                        State.table(getRuntimeContext(), "reminders", State.BYTES),
                        new LargeSections.State(
                                State.rareCell(getRuntimeContext(), getKeyedStateBackend(), "large", State.BYTES),
                                OrderedState.shelves(getKeyedStateBackend(), "shelves"),
                                State.table(getRuntimeContext(), "tallies", Types.LONG),
                                State.table(getRuntimeContext(), "shown", State.BYTES))));
    }

    @Override
    public void close() throws Exception {
        super.close();
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
    int emit(String subject) {
        return fold.emit(subject, result -> output.collect(new StreamRecord<>(records.of(result))));
    }
}
