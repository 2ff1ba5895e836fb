package org.taxbrain.jobs.books;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.connectors.files.Amounts;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.clean.Declarations;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.health.PartialDays;
import org.taxbrain.jobs.health.Shape;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.record.Wire;

/** Reads of each record what the books need. A landed record that is none counts under the batch {@code unknown}, as its outcome does. */
final class EntryReader extends RichFlatMapFunction<RawRecord, Entry> {
    private static final long serialVersionUID = 1L;
    private static final String UNKNOWN = "unknown";

    private final CatalogueAccess catalogue;
    private transient Declarations<Shape> declared;

    private transient Wire<LandedRecord> landed;
    private transient Wire<Outcome> outcomes;
    private transient Wire<CleanRecord> accepted;
    private transient Wire<Delivery> deliveries;

    EntryReader(CatalogueAccess catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void open(OpenContext context) {
        declared = new Declarations<>(catalogue.open(), Shape::new);
        landed = Wire.landed();
        outcomes = Wire.outcome();
        accepted = Wire.clean();
        deliveries = Wire.delivery();
    }

    @Override
    public void close() {
        if (declared != null) {
            declared.close();
        }
    }

    @Override
    public void flatMap(RawRecord in, Collector<Entry> out) {
        switch (in.topic) {
            case Topics.OUTCOME -> out.collect(outcome(outcomes.decode(in.value)));
            case Topics.HISTORY -> out.collect(accepted(accepted.decode(in.value)));
            case Topics.DELIVERY -> out.collect(sent(deliveries.decode(in.value)));
            default -> out.collect(landed(in));
        }
    }

    private static Entry outcome(Outcome outcome) {
        Entry entry = entry(Entry.Kind.OUTCOME, outcome.getDataset(), outcome.getBatch());
        entry.position = Topics.landed(outcome.getDataset()) + '/' + outcome.getPartition() + '/' + outcome.getOffset();
        entry.outcome = outcome.getKind();
        entry.movedFrom = outcome.getMovedFrom();
        return entry;
    }

    private static Entry accepted(CleanRecord row) {
        return entry(Entry.Kind.ACCEPTED, row.getDataset(), row.getBatch());
    }

    private static Entry sent(Delivery delivery) {
        Entry entry = entry(Entry.Kind.SENT, delivery.getDataset(), delivery.getBatch());
        entry.department = delivery.getDepartment();
        entry.rows = delivery.getRows();
        entry.refused = delivery.getRefusal() != null;
        entry.landedAt = delivery.getTakenAt();
        entry.day = delivery.getBusinessDate() == null
                ? PartialDays.dayOf(delivery.getTakenAt())
                : LocalDate.parse(delivery.getBusinessDate()).toEpochDay();
        entry.amount = delivery.getTotal() == null ? null : new BigDecimal(delivery.getTotal());
        return entry;
    }

    private Entry landed(RawRecord in) {
        String dataset = in.topic.substring(Topics.LANDED_PREFIX.length());
        LandedRecord row = decode(in, dataset);
        Entry entry = entry(Entry.Kind.LANDED, dataset, row == null ? UNKNOWN : row.getBatch());
        entry.position = in.topic + '/' + in.partition + '/' + in.offset;
        if (row == null) {
            return entry;
        }
        entry.department = row.getDepartment();
        entry.landedAt = row.getLandedAt();
        entry.day = PartialDays.dayOf(row.getLandedAt());
        Optional<Shape> shape = Optional.ofNullable(declared.get(row.getDescriptorHash()));
        entry.profile = shape.map(s -> s.of(row)).orElse(null);
        if (row.getTransport() == Transport.FILE) {
            long line = row.getOrder().get(row.getOrder().size() - 1);
            // a deletion by absence stands in no line
            entry.line = line == Long.MAX_VALUE ? Entry.NO_LINE : line;
            entry.day = row.getOrder().get(0);
            shape.ifPresent(s -> amount(entry, row, s));
        }
        return entry;
    }

    private static void amount(Entry entry, LandedRecord row, Shape shape) {
        entry.amountField = shape.totalField();
        int position = shape.totalPosition();
        if (position >= 0 && position < row.getValues().size()) {
            entry.amount = Amounts.of(row.getValues().get(position));
        }
    }

    /** Null for what CleanJob takes for no row of the topic either. */
    private LandedRecord decode(RawRecord in, String dataset) {
        if (in.tombstone || in.value == null) {
            return null;
        }
        LandedRecord row;
        try {
            row = landed.decode(in.value);
        } catch (RuntimeException e) {
            // foreign bytes: CleanJob quarantines the record and says where it stands
            return null;
        }
        return row.getDataset().equals(dataset) && row.getKey().equals(new String(in.key, StandardCharsets.UTF_8))
                ? row
                : null;
    }

    private static Entry entry(Entry.Kind kind, String dataset, String batch) {
        Entry entry = new Entry();
        entry.kind = kind;
        entry.dataset = dataset;
        entry.batch = batch;
        return entry;
    }
}
