package org.taxbrain.jobs.advice;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells of a value that rows reference and no row of the referenced dataset has held for the grace period: departments send when they
 * send, so what is referenced may come later, or be replaced.
 */
final class ReferenceFunction extends KeyedProcessFunction<String, ClaimChange, Violation> {
    private static final long serialVersionUID = 1L;

    private final Duration grace;

    private transient ValueState<Target> targets;
    /** Referencing rows, by the finding that they would be told of in. */
    private transient MapState<String, Holders> references;

    /** @param grace how long a referenced value must have been missing until it is told of */
    ReferenceFunction(Duration grace) {
        this.grace = grace;
    }

    @Override
    public void open(OpenContext context) {
        targets = getRuntimeContext().getState(new ValueStateDescriptor<>("target", TypeInformation.of(Target.class)));
        references = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("references", Types.STRING, TypeInformation.of(Holders.class)));
    }

    @Override
    public void processElement(ClaimChange change, Context context, Collector<Violation> out) throws Exception {
        Target target = targets.value() == null ? new Target() : targets.value();
        if (change.claim.role == Claim.Role.REFERENCED) {
            target.rows += change.comes ? 1 : -1;
            if (target.rows > 0 && target.isMissing) {
                target.isMissing = false;
                for (String finding : references.keys()) {
                    out.collect(Violation.none(finding, context.getCurrentKey()));
                }
            }
        } else {
            Holders holders = refer(change);
            if (target.isMissing) {
                out.collect(Violation.of(change.claim.finding, context.getCurrentKey(), holders));
            }
        }
        wait(target, context);
        keep(target);
    }

    private Holders refer(ClaimChange change) throws Exception {
        String finding = change.claim.finding;
        Holders holders = references.contains(finding) ? references.get(finding) : new Holders();
        holders.change(change);
        if (holders.rows == 0) {
            references.remove(finding);
        } else {
            references.put(finding, holders);
        }
        return holders;
    }

    /** Begins, or ends, the grace period. */
    private void wait(Target target, Context context) throws Exception {
        boolean isWanting = target.rows == 0 && !references.isEmpty();
        if (!isWanting) {
            target.isMissing = false;
            target.dueAt = 0;
        } else if (!target.isMissing && target.dueAt == 0) {
            target.dueAt = context.timerService().currentProcessingTime() + grace.toMillis();
            context.timerService().registerProcessingTimeTimer(target.dueAt);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out) throws Exception {
        Target target = targets.value();
        if (target == null || target.dueAt != timestamp) {
            // the value came since, or nobody references it any more
            return;
        }
        target.dueAt = 0;
        target.isMissing = true;
        for (Map.Entry<String, Holders> reference : references.entries()) {
            out.collect(Violation.of(reference.getKey(), context.getCurrentKey(), reference.getValue()));
        }
        keep(target);
    }

    private void keep(Target target) throws IOException {
        if (target.rows == 0 && !target.isMissing && target.dueAt == 0) {
            targets.clear();
        } else {
            targets.update(target);
        }
    }

    /** What is known of a referenced value. A Flink POJO. */
    public static class Target {
        /** Rows of the referenced dataset that hold it. */
        public long rows;
        /** When it is told of as missing, epoch milliseconds; 0: it is not waited for. */
        public long dueAt;
        /** Whether it is told of as missing. */
        public boolean isMissing;
    }
}
