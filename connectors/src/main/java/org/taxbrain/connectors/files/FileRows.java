package org.taxbrain.connectors.files;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;

/** The rows of a dataset's files, as they land. */
final class FileRows {
    private final Dataset dataset;
    private final RowFormat format;
    private final Clock clock;
    private final Seal seal;

    /** @param seal that the department puts on its files; the archive keeps them as they came */
    FileRows(Dataset dataset, Clock clock, Seal seal) {
        this.seal = seal;
        this.dataset = dataset;
        this.format = RowFormat.of(dataset);
        this.clock = clock;
    }

    /** Every row of an archived content, in the file's order. */
    void read(LedgerEntry entry, Path archived, Consumer<LandedRecord> rows) {
        format.read(seal.content(archived), row -> {
            LandedRecord landed = frame(entry, entry.name() + ":" + row.number(), row.number());
            landed.setOperation(Operation.UPSERT);
            landed.setKey(Inspection.keyOf(dataset, row));
            landed.setValues(row.values());
            landed.setExtra(row.extra());
            landed.setDefect(row.defect());
            rows.accept(landed);
        });
    }

    /** All of a row but what it says. */
    LandedRecord frame(LedgerEntry entry, String position, long line) {
        LandedRecord landed = new LandedRecord();
        landed.setDataset(dataset.id());
        landed.setDescriptorHash(dataset.hash());
        landed.setDepartment(dataset.descriptor().department());
        landed.setTransport(Transport.FILE);
        landed.setPosition(position);
        landed.setBatch(entry.batch());
        landed.setLandedAt(clock.millis());
        landed.setOrder(List.of(entry.businessDate().toEpochDay(), (long) entry.revision(), line));
        return landed;
    }
}
