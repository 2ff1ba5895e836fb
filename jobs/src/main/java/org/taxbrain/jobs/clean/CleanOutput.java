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
import org.taxbrain.schemas.record.QuarantineId;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

/** Writes what became of a row: exactly one outcome, and with it the clean record and its place in the history, or makes the quarantine entry. */
final class CleanOutput {
    private static final String UNKNOWN = "unknown";
    private final Wire<CleanRecord> clean = Wire.clean();
    private final Wire<Outcome> outcome = Wire.outcome();
    private final Wire<QuarantineEntry> quarantine = Wire.quarantine();
    private final byte[] pepper;
    private final OutcomeCounts counts;

    CleanOutput(byte[] pepper, OutcomeCounts counts) {
        this.pepper = pepper;
        this.counts = counts;
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

    /** Id of the quarantine entry that a row has, or would have. */
    String id(LandedRecord row) {
        return QuarantineId.of(pepper, row.getDataset(), row.getBatch(), row.getPosition());
    }

    /** Whether the version stood where the row stands, in the same batch or another: its place was read again. */
    boolean isPlaceOf(RefusedVersion version, LandedRecord row) {
        return version.id.equals(QuarantineId.of(pepper, row.getDataset(), version.batch, row.getPosition()));
    }

    /** A position that was quarantined has another outcome from now on. */
    void moved(String dataset, String batch, int partition, long offset, OutcomeKind kind, Collector<OutRecord> out) {
        Outcome record = new Outcome(dataset, batch, partition, offset, kind, null, OutcomeKind.QUARANTINED);
        String key = Topics.landed(dataset) + '/' + partition + '/' + offset;
        out.collect(OutRecord.of(Topics.OUTCOME, key, outcome.encode(record)));
    }

    /** Where a replayed row landed before is a duplicate of it; of other rows there is nothing to say. */
    void landedAgain(LandedRecord row, Collector<OutRecord> out) {
        String before = row.getReplayOf();
        if (before == null) {
            return;
        }
        int slash = before.indexOf('/');
        int partition = Integer.parseInt(before.substring(0, slash));
        long offset = Long.parseLong(before.substring(slash + 1));
        moved(row.getDataset(), row.getBatch(), partition, offset, OutcomeKind.DUPLICATE, out);
    }

    /** The row is refused: its outcome, and its entry. */
    QuarantineChange refused(RawRecord in, LandedRecord row, Fault fault, Collector<OutRecord> out) {
        outcome(in, row.getDataset(), row.getBatch(), OutcomeKind.QUARANTINED, fault.rule(), out);
        QuarantineEntry entry = entry(in, row.getDataset(), row.getBatch(), row.getPosition(), row.getKey(), fault);
        entry.setDepartment(row.getDepartment());
        entry.setLandedAt(row.getLandedAt());
        return change(entry, in.value);
    }

    /** The bytes are refused: they don't say where they come from, so their place in Kafka stands for it. */
    QuarantineChange undecodable(RawRecord in, long kafkaTime, Fault fault, Collector<OutRecord> out) {
        String position = LandedKey.position(in);
        outcome(in, LandedKey.dataset(in), UNKNOWN, OutcomeKind.QUARANTINED, fault.rule(), out);
        QuarantineEntry entry = entry(in, LandedKey.dataset(in), UNKNOWN, position, position, fault);
        entry.setDepartment(UNKNOWN);
        entry.setLandedAt(kafkaTime);
        return change(entry, null);
    }

    private QuarantineEntry entry(
            RawRecord in, String dataset, String batch, String position, String key, Fault fault) {
        QuarantineEntry entry = new QuarantineEntry();
        entry.setId(QuarantineId.of(pepper, dataset, batch, position));
        entry.setDataset(dataset);
        entry.setBatch(batch);
        entry.setPosition(position);
        entry.setField(fault.field());
        entry.setRule(fault.rule());
        entry.setMessage(fault.message());
        entry.setKeyHash(Sm3.keyedHash(pepper, key));
        entry.setLandedPartition(in.partition);
        entry.setLandedOffset(in.offset);
        return entry;
    }

    private QuarantineChange change(QuarantineEntry entry, byte[] content) {
        QuarantineChange change = new QuarantineChange();
        change.dataset = entry.getDataset();
        change.batch = entry.getBatch();
        change.id = entry.getId();
        change.entry = quarantine.encode(entry);
        change.content = content;
        return change;
    }

    private void outcome(
            RawRecord in, String dataset, String batch, OutcomeKind kind, String rule, Collector<OutRecord> out) {
        counts.count(dataset, kind, rule);
        Outcome record = new Outcome(dataset, batch, in.partition, in.offset, kind, rule, null);
        out.collect(OutRecord.of(Topics.OUTCOME, LandedKey.position(in), outcome.encode(record)));
    }
}
