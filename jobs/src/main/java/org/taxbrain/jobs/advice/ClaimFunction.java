package org.taxbrain.jobs.advice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells what a row's newest version holds that the one before did not, and the other way round. */
final class ClaimFunction extends KeyedProcessFunction<String, RowClaims, ClaimChange> {
    private static final long serialVersionUID = 1L;

    /** What the row holds; null: nothing. */
    private transient ValueState<RowClaims> held;

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext().getState(new ValueStateDescriptor<>("held", TypeInformation.of(RowClaims.class)));
    }

    @Override
    public void processElement(RowClaims version, Context context, Collector<ClaimChange> out) throws IOException {
        RowClaims before = held.value();
        List<Claim> gone = new ArrayList<>(before == null ? List.of() : Arrays.asList(before.claims));
        List<Claim> now = new ArrayList<>();
        List<Claim> come = new ArrayList<>();
        for (Claim claim : version.claims) {
            Claim same = gone.stream().filter(claim::isSame).findFirst().orElse(null);
            // what is held already keeps the position at which it was told of
            now.add(same == null ? claim : same);
            if (same == null) {
                come.add(claim);
            } else {
                gone.remove(same);
            }
        }
        gone.forEach(claim -> out.collect(ClaimChange.of(claim, false)));
        come.forEach(claim -> out.collect(ClaimChange.of(claim, true)));
        if (now.isEmpty()) {
            held.clear();
        } else if (!gone.isEmpty() || !come.isEmpty()) {
            version.claims = now.toArray(Claim[]::new);
            held.update(version);
        }
    }
}
