package org.taxbrain.jobs.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.taxbrain.jobs.books.Entry;

/**
 * Adds up what the records say of their days, and hands the sums on with each checkpoint: so nothing of it needs to be kept in one, and
 * a day's profile is read and written once for thousands of rows.
 */
public final class PartialDays extends AbstractStreamOperator<DayProfile>
        implements OneInputStreamOperator<Entry, DayProfile>, BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long ZONE_MILLIS = Duration.ofHours(8).toMillis();

    private transient Map<String, DayProfile> sums;

    @Override
    public void open() throws Exception {
        super.open();
        sums = new HashMap<>();
    }

    /** The Chinese day of an instant, as an epoch day. */
    public static long dayOf(long epochMillis) {
        return Math.floorDiv(epochMillis + ZONE_MILLIS, DAY_MILLIS);
    }

    @Override
    public void processElement(StreamRecord<Entry> element) {
        Entry entry = element.getValue();
        if (entry.day == Entry.NO_DAY) {
            return;
        }
        DayProfile sum =
                sums.computeIfAbsent(entry.dataset + '|' + entry.day, key -> DayProfile.of(entry.dataset, entry.day));
        if (entry.kind == Entry.Kind.SENT) {
            sum.delivered(entry.refused, entry.landedAt);
        } else if (entry.profile != null) {
            sum.add(entry.profile, entry.landedAt);
        }
        if (entry.answered) {
            sum.add(entry.outcome);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOn();
    }

    @Override
    public void endInput() {
        handOn();
    }

    private void handOn() {
        sums.values().forEach(sum -> output.collect(new StreamRecord<>(sum)));
        sums.clear();
    }
}
