package org.taxbrain.jobs.file;

import java.nio.charset.StandardCharsets;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.util.function.ThrowingRunnable;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Dice;
import org.taxbrain.jobs.file.kernel.JobRun;
import org.taxbrain.jobs.file.kernel.Result;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** The kernel in Flink's operators, for random histories. Each restart is one with another number of subtasks: 1, 2, 3, 1, … */
final class FlinkRun extends JobRun<FunctionsRun.Snapshot, OutRecord> implements AutoCloseable {
    private static final int MOST_SUBTASKS = 3;

    private FunctionsRun functions;
    private int restarts;

    FlinkRun() throws Exception {
        functions = new FunctionsRun(new HashMapStateBackend(), 1, null, this::write);
        begin();
    }

    @Override
    protected void feed(Change change) {
        attempt(() -> functions.apply(change));
    }

    @Override
    protected void readBack(OutRecord result) {
        attempt(() -> functions.readBack(result));
    }

    @Override
    protected void cameBack(OutRecord result) {
        attempt(() -> functions.readBack(result));
        attempt(functions::drain);
    }

    @Override
    protected void pass(Dice order, int holding) {
        // in a rush a barrier writes nothing
        if (holding == 0) {
            attempt(functions::barrier);
        }
    }

    @Override
    protected FunctionsRun.Snapshot snapshot() {
        FunctionsRun.Snapshot[] taken = new FunctionsRun.Snapshot[1];
        attempt(() -> taken[0] = functions.snapshot());
        return taken[0];
    }

    @Override
    protected void restore(FunctionsRun.Snapshot snapshot) {
        restarts++;
        close();
        attempt(() -> functions =
                new FunctionsRun(new HashMapStateBackend(), 1 + restarts % MOST_SUBTASKS, snapshot, this::write));
    }

    @Override
    protected Result result(OutRecord written) {
        String index = written.topic.replace(Topics.FILE_PREFIX, "");
        String id = new String(written.key, StandardCharsets.UTF_8);
        byte[] body = written.value == null
                ? null
                : Wire.result().decode(written.value).getBody().getBytes(StandardCharsets.UTF_8);
        return new Result(index, id, body);
    }

    /** Nothing to do: messages move by themselves, some after each change. */
    @Override
    protected void deliver(int pick) {}

    /** Nothing to do: so many keys never wait here. */
    @Override
    protected void writeWaiting(int pick) {}

    @Override
    public int stateEntries() {
        return functions.stateEntries();
    }

    @Override
    public void close() {
        functions.close();
    }

    private static void attempt(ThrowingRunnable<Exception> step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
