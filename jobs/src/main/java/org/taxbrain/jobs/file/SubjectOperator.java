package org.taxbrain.jobs.file;

import java.time.Duration;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.SubjectFold;
import org.taxbrain.schemas.rule.Rules;

/** Runs the {@link SubjectFold}. */
final class SubjectOperator extends ResultOperator<OutRecord> {
    private static final long serialVersionUID = 1L;
    private transient SubjectFold fold;

    SubjectOperator(DatasetsFactory factory, Duration coalesce) {
        super(factory, coalesce);
    }

    @Override
    void open(RowReader reader, Rules rules) {
        fold = new SubjectFold(
                reader,
                rules,
                new SubjectFold.State(
                        State.table(getRuntimeContext(), "entries", State.BYTES),
                        State.cell(getRuntimeContext(), "written", State.DIGESTS),
                        large()));
    }

    @Override
    boolean accept(Message message) {
        fold.accept(message);
        return true;
    }

    @Override
    void doubt(String id) {
        fold.doubt(id);
    }

    @Override
    int emit(String subject, boolean isUrgent) {
        return fold.emit(subject, result -> output.collect(record(result)));
    }
}
