package org.taxbrain.connectors.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;

/** Keeps what lands; can break off, as a broker does. */
final class RecordedLanding implements FileLanding {
    final List<LandedRecord> rows = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    private int failAfter = Integer.MAX_VALUE;
    boolean failFlush;

    /** Fails at the n-th row from now. */
    void failAfter(int n) {
        failAfter = n;
    }

    @Override
    public void land(LandedRecord row) {
        if (failAfter-- <= 0) {
            failAfter = Integer.MAX_VALUE;
            throw new IllegalStateException("the broker is gone");
        }
        rows.add(row);
    }

    @Override
    public void delivered(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void flush() {
        if (failFlush) {
            failFlush = false;
            throw new IllegalStateException("the broker is gone");
        }
    }

    /** What a reader that fences by order holds in the end: key → second value; rows with a defect are not accepted. */
    Map<String, String> state() {
        Map<String, LandedRecord> newest = new TreeMap<>();
        for (LandedRecord row : rows) {
            LandedRecord known = newest.get(row.getKey());
            if (row.getDefect() == null
                    && !NaturalKey.isUnreadable(row.getKey())
                    && (known == null || SourceOrder.compare(row.getOrder(), known.getOrder()) > 0)) {
                newest.put(row.getKey(), row);
            }
        }
        Map<String, String> state = new TreeMap<>();
        newest.forEach((k, r) -> {
            if (r.getOperation() == Operation.UPSERT) {
                state.put(k, r.getValues().get(1));
            }
        });
        return state;
    }

    List<String> positions() {
        return rows.stream().map(LandedRecord::getPosition).toList();
    }
}
