package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.NaturalKey;

/** The first reading of a file, before anything of it lands: counts, sums, gathers the keys. */
final class Inspection {
    private final Dataset dataset;
    private final KeySorter keys;
    private final int totalPosition;
    private final boolean whole;
    private long rows;
    private BigDecimal total = BigDecimal.ZERO;
    private long notSummed;
    private boolean unreadable;

    Inspection(Dataset dataset, KeySorter keys) {
        this.dataset = dataset;
        this.keys = keys;
        this.whole = dataset.descriptor().extent() == Descriptor.Extent.FULL;
        String totalField = dataset.descriptor().source().files().totalField();
        this.totalPosition = totalField == null ? -1 : dataset.field(totalField).position();
    }

    void add(ParsedRow row) {
        rows++;
        if (totalPosition >= 0) {
            BigDecimal amount = Amounts.of(row.values().get(totalPosition));
            if (amount == null) {
                notSummed++;
            } else {
                total = total.add(amount);
            }
        }
        String key = keyOf(dataset, row);
        boolean broken = row.defect() != null;
        if (broken || NaturalKey.isUnreadable(key)) {
            unreadable = true;
        }
        // The key that a broken row shows may be that of another day's row, which its absence from a correction must
        // not delete. In a dataset whose files are the whole, what the next file lacks is gone in any case, and the
        // broken row with it, from quarantine.
        if (NaturalKey.isUnreadable(key) || broken && !whole) {
            return;
        }
        try {
            keys.add(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of a row; unreadable too if bytes that can't be decoded stand in it. */
    static String keyOf(Dataset dataset, ParsedRow row) {
        if (ParsedRow.CHARSET.equals(row.defect())) {
            for (String name : dataset.descriptor().key()) {
                String value = row.values().get(dataset.field(name).position());
                if (value != null && value.indexOf('\uFFFD') >= 0) {
                    return NaturalKey.unreadable(row.values());
                }
            }
        }
        return NaturalKey.of(dataset, row.values());
    }

    long rows() {
        return rows;
    }

    /** Sum of the declared total field; empty if none is declared. */
    Optional<BigDecimal> total() {
        return totalPosition < 0 ? Optional.empty() : Optional.of(total);
    }

    /** Whether some row could not be read, so that nobody knows which key it stood for. */
    boolean unreadable() {
        return unreadable;
    }

    /** @throws FileRefusedException if control file or trailer, or their absence, forbid to take the file */
    void verify(ControlFile control, Optional<Trailer> trailer) {
        if (control == null && trailer.isEmpty() && rows == 0) {
            throw new FileRefusedException(
                    "the file has no row; if that is meant, send a control file that says rows=0");
        }
        if (control != null) {
            verify("control file", "send both again", BigDecimal.valueOf(control.rows()), control.total());
        }
        trailer.ifPresent(t -> verify("trailer", "send it again whole", t.rows(), t.total()));
    }

    private void verify(String what, String remedy, BigDecimal saidRows, BigDecimal saidTotal) {
        if (saidRows.compareTo(BigDecimal.valueOf(rows)) != 0) {
            throw new FileRefusedException("the " + what + " says rows=" + saidRows.toPlainString() + ", the file has "
                    + rows + "; nothing of it was taken, " + remedy);
        }
        if (saidTotal != null && saidTotal.compareTo(total) != 0) {
            throw new FileRefusedException("the " + what + " says total=" + saidTotal.toPlainString() + ", the file's "
                    + dataset.descriptor().source().files().totalField() + " sums to " + total.toPlainString()
                    + (notSummed == 0 ? "" : " (" + notSummed + " rows where it is no number don't count)")
                    + "; nothing of it was taken, " + remedy);
        }
    }
}
