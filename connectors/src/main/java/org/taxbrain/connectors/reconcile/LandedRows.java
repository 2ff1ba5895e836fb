package org.taxbrain.connectors.reconcile;

import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.digest.RowDigest;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;

/** The rows of a source that is read as it lands: of archived files, whose versions follow each other, or of an interface, which says how each row is now. */
final class LandedRows implements Rows {
    /** A table of so many keys takes 256 MiB at most. */
    private static final long KEYS_AT_ONCE = 8_000_000;

    private final Dataset dataset;
    private final Source source;
    private final boolean keepsHistory;

    /** Lands everything, in the order of versions; the same again when asked again. */
    interface Source {
        void land(Consumer<LandedRecord> rows);

        /** No fewer keys than it holds. */
        long keysAtMost();
    }

    /**
     * @param keepsHistory whether it lands every version, so that the last acceptable one stands; else how each row is now, and where that
     *     is refused nobody can say which one stands
     */
    LandedRows(Dataset dataset, Source source, boolean keepsHistory) {
        this.dataset = dataset;
        this.source = source;
        this.keepsHistory = keepsHistory;
    }

    @Override
    public void read(Reader reader) {
        int slices = Math.toIntExact(source.keysAtMost() / KEYS_AT_ONCE + 1);
        for (int slice = 0; slice < slices; slice++) {
            read(reader, slice, slices);
        }
    }

    private void read(Reader reader, int slice, int slices) {
        LastOf last = new LastOf();
        RowContent content = new RowContent();
        RowDigest digest = new RowDigest();
        long[] place = {0};
        source.land(row -> {
            long position = digest.key(row.getKey()).position();
            if (isOf(position, slice, slices) && (!keepsHistory || isAcceptable(content, row))) {
                last.put(position, place[0]);
            }
            place[0]++;
        });
        place[0] = 0;
        source.land(row -> {
            long position = digest.key(row.getKey()).position();
            if (isOf(position, slice, slices) && last.isAt(position, place[0])) {
                give(reader, content, row);
            }
            place[0]++;
        });
    }

    private static boolean isOf(long position, int slice, int slices) {
        return Long.remainderUnsigned(position, slices) == slice;
    }

    private void give(Reader reader, RowContent content, LandedRecord row) {
        if (NaturalKey.isUnreadable(row.getKey()) || row.getOperation() == Operation.DELETE) {
            return;
        }
        byte[] text = content(content, row);
        if (text == null) {
            reader.refused(row.getKey());
        } else {
            reader.row(row.getKey(), text);
        }
    }

    private boolean isAcceptable(RowContent content, LandedRecord row) {
        return !NaturalKey.isUnreadable(row.getKey())
                && (row.getOperation() == Operation.DELETE || content(content, row) != null);
    }

    private byte[] content(RowContent content, LandedRecord row) {
        return row.getDefect() == null ? content.ofLanded(dataset, row.getValues(), row.getLandedAt()) : null;
    }
}
