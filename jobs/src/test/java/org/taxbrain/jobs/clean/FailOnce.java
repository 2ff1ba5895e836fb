package org.taxbrain.jobs.clean;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.taxbrain.jobs.common.RawRecord;

/** Passes rows on, and fails the job once: in the middle of the rows, and after a checkpoint, so that there is something to go back to. */
final class FailOnce extends RichMapFunction<RawRecord, RawRecord> implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static volatile boolean checkpointed;
    private final int afterRows;

    FailOnce(int afterRows) {
        this.afterRows = afterRows;
    }

    static void arm() {
        FAILURES_LEFT.set(1);
        SEEN.set(0);
        checkpointed = false;
    }

    /** Whether a row that comes from now on finds a checkpoint to go back to: of a fast job, the first rows don't. */
    static boolean isCheckpointed() {
        return checkpointed;
    }

    static boolean hasFailed() {
        return FAILURES_LEFT.get() <= 0;
    }

    @Override
    public RawRecord map(RawRecord record) {
        if (SEEN.incrementAndGet() > afterRows && checkpointed && FAILURES_LEFT.getAndDecrement() > 0) {
            throw new IllegalStateException("failed on purpose");
        }
        return record;
    }

    @Override
    public void notifyCheckpointComplete(long id) {
        checkpointed = true;
    }
}
