package org.taxbrain.jobs.advice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** One finding for all values that violate one declaration, written once a burst while they change, closed when none is left. */
final class FindingFunction extends KeyedProcessFunction<String, Violation, OutRecord> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A finding follows from no rule. */
    private static final String NO_RULES = "";

    /** How long after a change the finding follows. */
    static final long REPORT_MILLIS = 1_000;

    /** Positions that a finding names. */
    static final int NAMED = 10;

    private final String job;

    private transient Wire<ResultRecord> wire;
    private transient MapState<String, Violation> violations;
    private transient ValueState<Tally> tallies;

    /** @param job name of the job that tells it */
    FindingFunction(String job) {
        this.job = job;
    }

    @Override
    public void open(OpenContext context) {
        wire = Wire.result();
        violations = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("violations", Types.STRING, TypeInformation.of(Violation.class)));
        tallies = getRuntimeContext().getState(new ValueStateDescriptor<>("tally", TypeInformation.of(Tally.class)));
    }

    @Override
    public void processElement(Violation violation, Context context, Collector<OutRecord> out) throws Exception {
        Tally tally = tallies.value() == null ? new Tally() : tallies.value();
        Violation before = violations.get(violation.value);
        if (before != null) {
            tally.values--;
            tally.rows -= before.rows;
        }
        if (violation.rows > 0) {
            tally.values++;
            tally.rows += violation.rows;
            violations.put(violation.value, violation);
        } else {
            violations.remove(violation.value);
        }
        if (tally.reportAt == 0) {
            tally.reportAt = context.timerService().currentProcessingTime() + REPORT_MILLIS;
            context.timerService().registerProcessingTimeTimer(tally.reportAt);
        }
        tallies.update(tally);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out) throws Exception {
        Tally tally = tallies.value();
        tally.reportAt = 0;
        if (tally.values > 0) {
            tell(context.getCurrentKey(), timestamp, tally, out);
            tallies.update(tally);
        } else {
            if (tally.told != null) {
                out.collect(finding(FindingId.read(context.getCurrentKey()), tally, null));
            }
            tallies.clear();
        }
    }

    private void tell(String key, long now, Tally tally, Collector<OutRecord> out) throws Exception {
        FindingId id = FindingId.read(key);
        String message = id.message(tally.rows, tally.values, examples());
        if (message.equals(tally.told)) {
            return;
        }
        if (tally.told == null) {
            tally.foundAt = now;
        }
        tally.told = message;
        out.collect(finding(id, tally, message));
    }

    private List<String> examples() throws Exception {
        List<String> examples = new ArrayList<>();
        for (Violation violation : violations.values()) {
            examples.addAll(Arrays.asList(violation.examples));
            if (examples.size() >= NAMED) {
                break;
            }
        }
        return examples.subList(0, Math.min(NAMED, examples.size()));
    }

    /** @param message null: it is over */
    private OutRecord finding(FindingId id, Tally tally, String message) throws JsonProcessingException {
        ObjectNode body = JSON.createObjectNode();
        body.put("kind", id.kind()).put("job", job).put("what", id.what());
        body.put("open", message != null);
        body.put("foundAt", Instant.ofEpochMilli(tally.foundAt).toString());
        body.put("message", message == null ? id.over() : message);
        ResultRecord record = new ResultRecord(Topics.FINDING, id.toString(), NO_RULES, JSON.writeValueAsString(body));
        return OutRecord.of(Topics.FINDING, id.toString(), wire.encode(record));
    }

    /** What a finding counts. A Flink POJO. */
    public static class Tally {
        /** Values that violate the declaration. */
        public long values;
        /** Rows that hold one of them. */
        public long rows;
        /** What the open finding says; null: none is open. */
        public String told;
        /** Since when it is open, epoch milliseconds. */
        public long foundAt;
        /** When the finding is due, epoch milliseconds; 0: nothing has changed since the last. */
        public long reportAt;
    }
}
