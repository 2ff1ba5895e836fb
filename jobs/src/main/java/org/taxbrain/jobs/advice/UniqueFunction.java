package org.taxbrain.jobs.advice;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells of a value that more than one row holds. */
final class UniqueFunction extends KeyedProcessFunction<String, ClaimChange, Violation> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Holders> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("holders", TypeInformation.of(Holders.class)));
    }

    @Override
    public void processElement(ClaimChange change, Context context, Collector<Violation> out) throws IOException {
        Holders holders = state.value() == null ? new Holders() : state.value();
        boolean wasShared = holders.rows > 1;
        holders.change(change);
        if (holders.rows > 1) {
            out.collect(Violation.of(change.claim.finding, change.claim.value, holders));
        } else if (wasShared) {
            out.collect(Violation.none(change.claim.finding, change.claim.value));
        }
        if (holders.rows == 0) {
            state.clear();
        } else {
            state.update(holders);
        }
    }
}
