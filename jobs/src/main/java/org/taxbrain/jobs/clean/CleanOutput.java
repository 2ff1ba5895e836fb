package org.taxbrain.jobs.clean;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

/** Writes what became of a row: exactly one outcome, and with it the clean record and its place in the history, or the quarantine entry. */
final class CleanOutput {
    private static final String UNKNOWN = "unknown";
    private final Wire<CleanRecord> clean = Wire.clean();
    private final Wire<Outcome> outcome = Wire.outcome();
    private final Wire<QuarantineEntry> quarantine = Wire.quarantine();
    private final byte[] pepper;

    CleanOutput(byte[] pepper) {
        this.pepper = pepper;
    }

    /** The row as accepted; {@code payload} null: a deletion, a tombstone. */
    void accepted(RawRecord in, LandedRecord row, byte[] payload, List<Remark> remarks, Collector<OutRecord> out) {
        CleanRecord record = new CleanRecord(
                row.getDataset(),
                row.getDescriptorHash(),
                row.getKey(),
                payload == null ? Operation.DELETE : Operation.UPSERT,
                row.getOrder(),
                row.getPosition(),
                row.getBatch(),
                row.getSourceTime(),
                row.getLandedAt(),
                remarks,
                payload == null ? null : ByteBuffer.wrap(payload));
        byte[] version = clean.encode(record);
        OutRecord written = new OutRecord();
        written.topic = Topics.clean(row.getDataset());
        written.key = in.key;
        if (payload == null) {
            written.meta = version;
        } else {
            written.value = version;
        }
        out.collect(written);
        // clean.* forgets versions as it is compacted; the history keeps each, deletions too
        out.collect(OutRecord.of(Topics.HISTORY, row.getDataset() + '|' + row.getKey(), version));
        outcome(in, row.getDataset(), row.getBatch(), OutcomeKind.CLEAN, null, out);
    }

    /** The row was not needed. */
    void passedOver(RawRecord in, LandedRecord row, OutcomeKind kind, Collector<OutRecord> out) {
        outcome(in, row.getDataset(), row.getBatch(), kind, null, out);
    }

    /** The row is refused. */
    void refused(RawRecord in, LandedRecord row, Fault fault, Collector<OutRecord> out) {
        refused(
                in,
                row.getDataset(),
                row.getDepartment(),
                row.getBatch(),
                row.getPosition(),
                row.getKey(),
                row.getLandedAt(),
                fault,
                out);
    }

    /** The bytes are refused: they don't say where they come from, so their place in Kafka stands for it. */
    void undecodable(RawRecord in, long kafkaTime, Fault fault, Collector<OutRecord> out) {
        String position = LandedKey.position(in);
        refused(in, LandedKey.dataset(in), UNKNOWN, UNKNOWN, position, position, kafkaTime, fault, out);
    }

    private void refused(
            RawRecord in,
            String dataset,
            String department,
            String batch,
            String position,
            String key,
            long landedAt,
            Fault fault,
            Collector<OutRecord> out) {
        String id = Sm3.keyedHash(pepper, dataset + "|" + position);
        QuarantineEntry entry = new QuarantineEntry(
                id,
                dataset,
                department,
                batch,
                position,
                fault.field(),
                fault.rule(),
                fault.message(),
                Sm3.keyedHash(pepper, key),
                landedAt);
        out.collect(OutRecord.of(Topics.QUARANTINE, id, quarantine.encode(entry)));
        outcome(in, dataset, batch, OutcomeKind.QUARANTINED, fault.rule(), out);
    }

    private void outcome(
            RawRecord in, String dataset, String batch, OutcomeKind kind, String rule, Collector<OutRecord> out) {
        Outcome record = new Outcome(dataset, batch, in.partition, in.offset, kind, rule);
        out.collect(OutRecord.of(Topics.OUTCOME, LandedKey.position(in), outcome.encode(record)));
    }
}
