package org.taxbrain.jobs.file;

import java.time.Duration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.ObjectFold;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.schemas.rule.Rules;

/** Runs the {@link ObjectFold}: notices by the main output, documents by {@link #RESULTS}. */
final class ObjectOperator extends ResultOperator<Message> {
    private static final long serialVersionUID = 1L;
    static final OutputTag<OutRecord> RESULTS = new OutputTag<>("results", ResultRecords.TYPE);

    private transient ObjectFold fold;

    ObjectOperator(DatasetsFactory factory, Duration coalesce) {
        super(factory, coalesce);
    }

    @Override
    void open(RowReader reader, Rules rules) {
        fold = new ObjectFold(
                reader,
                rules.revision(),
                new ObjectFold.State(
                        State.table(getRuntimeContext(), "entries", State.BYTES),
                        State.cell(getRuntimeContext(), "written", State.BYTES),
                        State.cell(getRuntimeContext(), "notices", State.DIGESTS),
                        large()));
    }

    @Override
    boolean accept(Message message) {
        fold.accept(message);
        return true;
    }

    @Override
    void doubt(String id) {
        fold.doubt();
    }

    @Override
    int emit(String object, boolean isUrgent) {
        return fold.emit(
                object,
                isUrgent,
                result -> output.collect(RESULTS, record(result)),
                message -> output.collect(new StreamRecord<>(message)));
    }
}
