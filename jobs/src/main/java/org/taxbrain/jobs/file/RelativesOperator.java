package org.taxbrain.jobs.file;

import java.time.Duration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.RelativesFold;

/** Runs the {@link RelativesFold}: notices to relatives by the main output; it writes no results. */
final class RelativesOperator extends FoldOperator<Message> {
    private static final long serialVersionUID = 1L;
    private transient RelativesFold fold;

    RelativesOperator(Duration coalesce) {
        super(coalesce);
    }

    @Override
    public void open() throws Exception {
        super.open();
        fold = new RelativesFold(new RelativesFold.State(
                State.table(getRuntimeContext(), "entries", State.BYTES),
                State.cell(getRuntimeContext(), "told", State.DIGESTS)));
    }

    @Override
    boolean accept(Message message) {
        return fold.accept(message);
    }

    @Override
    int emit(String person, boolean isUrgent) {
        return fold.emit(person, isUrgent, message -> output.collect(new StreamRecord<>(message)));
    }
}
