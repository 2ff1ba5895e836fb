package org.taxbrain.jobs.clean;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.record.Discarded;
import org.taxbrain.schemas.record.Wire;

/** Reads of which entries people decided that they go. */
final class DiscardFunction extends RichFlatMapFunction<RawRecord, QuarantineChange> {
    private static final long serialVersionUID = 1L;

    private transient Wire<Discarded> wire;

    @Override
    public void open(OpenContext context) {
        wire = Wire.discarded();
    }

    @Override
    public void flatMap(RawRecord record, Collector<QuarantineChange> out) {
        if (record.value != null && !record.tombstone) {
            Discarded discarded = wire.decode(record.value);
            out.collect(QuarantineChange.discarded(discarded.getDataset(), discarded.getBatch(), discarded.getId()));
        }
    }
}
