package org.taxbrain.connectors.cdc;

import io.debezium.data.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.text.Sm3;

/** Makes landed rows of Debezium's change events. Not safe for threads. */
final class ChangeReader {
    private static final String ROW_INVALID = "row-invalid";

    private final Map<String, List<RowReader>> readers = new HashMap<>();
    private final long incarnation;
    private final byte[] pepper;

    /**
     * @param datasets what is captured; several may read one table
     * @param incarnation of the slot
     * @param pepper for the hash of the key in a position
     */
    ChangeReader(List<Dataset> datasets, long incarnation, byte[] pepper) {
        for (Dataset dataset : datasets) {
            readers.computeIfAbsent(dataset.descriptor().source().cdc().table(), t -> new ArrayList<>())
                    .add(new RowReader(dataset));
        }
        this.incarnation = incarnation;
        this.pepper = pepper.clone();
    }

    long incarnation() {
        return incarnation;
    }

    /** The datasets that read a table. */
    List<Dataset> datasets(String table) {
        return readers.getOrDefault(table, List.of()).stream()
                .map(RowReader::dataset)
                .toList();
    }

    /**
     * The rows that a change says: one for each dataset of its table, two where the natural key changed, none for a truncation.
     */
    List<LandedRecord> rows(ChangeEvent change) {
        if (change.operation() == Envelope.Operation.TRUNCATE) {
            return List.of();
        }
        List<LandedRecord> rows = new ArrayList<>(1);
        for (RowReader reader : readers.getOrDefault(change.table(), List.of())) {
            add(rows, reader, change);
        }
        return rows;
    }

    private void add(List<LandedRecord> rows, RowReader reader, ChangeEvent change) {
        String before = change.before() == null ? null : reader.key(change.before());
        if (change.after() == null) {
            if (before == null) {
                throw new CdcException("a deletion in " + change.table() + " at " + change.position()
                        + " came without the old row; set REPLICA IDENTITY FULL on the table");
            }
            rows.add(deletion(reader.dataset(), change, before));
            return;
        }
        LandedRecord row = version(reader, change);
        if (before != null && !before.equals(row.getKey()) && !NaturalKey.isUnreadable(before)) {
            rows.add(deletion(reader.dataset(), change, before));
        }
        rows.add(row);
    }

    private LandedRecord version(RowReader reader, ChangeEvent change) {
        RowReader.Row row = reader.read(change.after());
        LandedRecord landed = frame(reader.dataset(), change, NaturalKey.of(reader.dataset(), row.values()));
        landed.setOperation(Operation.UPSERT);
        landed.setValues(row.values());
        landed.setExtra(row.extra());
        if (row.incomplete()) {
            landed.setDefect(ROW_INVALID);
        }
        return landed;
    }

    /** The deletion of a key that a change says. */
    LandedRecord deletion(Dataset dataset, ChangeEvent change, String key) {
        return withoutRow(frame(dataset, change, key));
    }

    /**
     * The deletion of a key that stood before the slot was made anew, and that the new snapshot did not see.
     */
    LandedRecord absence(Dataset dataset, String key) {
        String table = dataset.descriptor().source().cdc().table();
        return withoutRow(frame(dataset, key, table + "@snapshot", "snapshot-" + incarnation, null, sweep()));
    }

    /** The order of what was found absent: newer than all of earlier incarnations, older than what is streamed. */
    List<Long> sweep() {
        return List.of(incarnation, 0L, 0L, 0L);
    }

    private static LandedRecord withoutRow(LandedRecord landed) {
        landed.setOperation(Operation.DELETE);
        landed.setValues(List.of());
        landed.setExtra(Map.of());
        return landed;
    }

    private LandedRecord frame(Dataset dataset, ChangeEvent change, String key) {
        boolean snapshot = change.isSnapshot();
        return frame(
                dataset,
                key,
                change.table() + "@" + (snapshot ? "snapshot" : change.position()),
                (snapshot ? "snapshot-" : "stream-") + incarnation,
                snapshot ? null : change.committedAt(),
                change.order(incarnation));
    }

    private LandedRecord frame(
            Dataset dataset, String key, String where, String batch, Long sourceTime, List<Long> order) {
        LandedRecord landed = new LandedRecord();
        landed.setDataset(dataset.id());
        landed.setDescriptorHash(dataset.hash());
        landed.setDepartment(dataset.descriptor().department());
        landed.setTransport(Transport.CDC);
        // rows that one statement wrote share a position in the log: the key's hash tells them apart
        landed.setPosition(where + ":" + Sm3.keyedHash(pepper, key));
        landed.setBatch(batch);
        landed.setSourceTime(sourceTime);
        landed.setLandedAt(System.currentTimeMillis());
        landed.setKey(key);
        landed.setOrder(order);
        return landed;
    }
}
