package org.taxbrain.jobs.clean;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.connectors.quarantine.ContentSeal;
import org.taxbrain.jobs.common.JobMetrics;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.metrics.Metric;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * The quarantine of one dataset and batch: seals what comes in, takes out what leaves. Of a flood, such as a file whose every row is
 * bad, it keeps so many rows each by itself; the rest is held back, that is counted in one finding: those rows stay where they landed,
 * their outcomes say that they are quarantined, and a replay finds them by these.
 */
final class QuarantineFunction extends KeyedProcessFunction<String, QuarantineChange, OutRecord> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A finding follows from no rule. */
    private static final String NO_RULES = "";

    /** How long after a change the finding's numbers follow. */
    static final long REPORT_MILLIS = 1_000;

    private final SealAccess access;
    private final int bound;

    private transient ContentSeal seal;
    private transient Wire<QuarantineEntry> wire;
    private transient Wire<ResultRecord> results;
    /** By id: true of an entry that stands, false of one that was discarded. */
    private transient MapState<String, Boolean> entries;

    private transient ValueState<Flood> floods;
    private transient Map<String, Counter> heldRows;

    /** @param bound entries of one dataset and batch */
    QuarantineFunction(SealAccess access, int bound) {
        this.access = access;
        this.bound = bound;
    }

    static String key(QuarantineChange change) {
        return change.dataset + '|' + change.batch;
    }

    @Override
    public void open(OpenContext context) {
        seal = access.open();
        wire = Wire.quarantine();
        results = Wire.result();
        heldRows = new HashMap<>();
        entries = getRuntimeContext().getMapState(new MapStateDescriptor<>("entries", Types.STRING, Types.BOOLEAN));
        floods = getRuntimeContext().getState(new ValueStateDescriptor<>("flood", TypeInformation.of(Flood.class)));
    }

    @Override
    public void processElement(QuarantineChange change, Context context, Collector<OutRecord> out) throws Exception {
        Flood flood = floods.value() == null ? new Flood() : floods.value();
        long held = flood.held;
        if (change.discarded) {
            discarded(change, flood);
        } else if (change.entry == null) {
            leaves(change, flood, out);
        } else {
            comes(change, flood, out);
        }
        if (flood.held != held && flood.reportAt == 0) {
            flood.reportAt = context.timerService().currentProcessingTime() + REPORT_MILLIS;
            context.timerService().registerProcessingTimeTimer(flood.reportAt);
        }
        keep(flood);
    }

    /** Says how many rows are held back, once a burst. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out) throws IOException {
        Flood flood = floods.value();
        flood.reportAt = 0;
        if (flood.foundAt == 0) {
            flood.foundAt = timestamp;
        }
        out.collect(finding(context.getCurrentKey(), flood));
        keep(flood);
    }

    private void comes(QuarantineChange change, Flood flood, Collector<OutRecord> out) throws Exception {
        QuarantineEntry entry = wire.decode(change.entry);
        Boolean stands = entries.get(change.id);
        if (stands == null || !stands) {
            boolean wasHeld = stands == null && change.again && flood.held > 0;
            if (flood.entries >= bound) {
                if (!wasHeld) {
                    flood.held++;
                    countHeld(change.dataset);
                }
                entries.remove(change.id);
                flood.rule = entry.getRule();
                return;
            }
            flood.held -= wasHeld ? 1 : 0;
            flood.entries++;
            entries.put(change.id, true);
        }
        if (change.content != null) {
            entry.setKeyId(seal.keyId());
            entry.setContent(ByteBuffer.wrap(seal.seal(change.id, change.content)));
        }
        out.collect(OutRecord.of(Topics.QUARANTINE, change.id, wire.encode(entry)));
    }

    private void countHeld(String dataset) {
        heldRows.computeIfAbsent(
                        dataset,
                        d -> JobMetrics.counter(getRuntimeContext().getMetricGroup(), Metric.QUARANTINE_HELD_ROWS, d))
                .inc();
    }

    /** Makes room; the entry is known until the row leaves or is refused anew. */
    private void discarded(QuarantineChange change, Flood flood) throws Exception {
        Boolean stands = entries.get(change.id);
        if (stands != null && stands) {
            entries.put(change.id, false);
            flood.entries--;
        }
    }

    private void leaves(QuarantineChange change, Flood flood, Collector<OutRecord> out) throws Exception {
        Boolean stands = entries.get(change.id);
        if (stands != null) {
            entries.remove(change.id);
            flood.entries -= stands ? 1 : 0;
            out.collect(OutRecord.tombstone(Topics.QUARANTINE, change.id, null));
        } else if (flood.held > 0) {
            flood.held--;
        }
    }

    private void keep(Flood flood) throws IOException {
        if (flood.entries == 0 && flood.held == 0 && flood.reportAt == 0) {
            floods.clear();
        } else {
            floods.update(flood);
        }
    }

    private OutRecord finding(String key, Flood flood) throws JsonProcessingException {
        int bar = key.indexOf('|');
        String dataset = key.substring(0, bar);
        String id = "quarantine-flood|" + key;
        ObjectNode body = JSON.createObjectNode();
        body.put("kind", "quarantine-flood");
        body.put("job", CleanJob.NAME);
        body.put("what", key);
        body.put("open", flood.held > 0);
        body.put("foundAt", Instant.ofEpochMilli(flood.foundAt).toString());
        body.put("message", message(dataset, key.substring(bar + 1), flood));
        ResultRecord record = new ResultRecord(Topics.FINDING, id, NO_RULES, JSON.writeValueAsString(body));
        return OutRecord.of(Topics.FINDING, id, results.encode(record));
    }

    private static String message(String dataset, String batch, Flood flood) {
        if (flood.held == 0) {
            return "no row of batch " + batch + " of " + dataset + " is held back any more";
        }
        return flood.held + " rows of batch " + batch + " of " + dataset + " are refused beyond the " + flood.entries
                + " that stand in quarantine, the last by rule " + flood.rule
                + "; they are kept where they landed. Find out whether the declaration or the department is wrong, mend it,"
                + " and then: ./taxbrain quarantine replay --dataset " + dataset + " --held";
    }

    /** How much is in quarantine. A Flink POJO. */
    public static class Flood {
        public int entries;
        /** Rows without an entry of their own. */
        public long held;
        /** That the row held back last broke. */
        public String rule;
        /** When a finding was first made, epoch milliseconds; 0: never. */
        public long foundAt;
        /** When the finding is due, epoch milliseconds; 0: nothing has changed since the last. */
        public long reportAt;
    }
}
