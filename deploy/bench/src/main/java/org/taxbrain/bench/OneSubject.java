package org.taxbrain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.Slot;

/** A person with many facts: bills, and a few taxes that are in arrears, which are as many whatever the size of the file. */
final class OneSubject {
    private static final int SHOWN = 200;
    private static final int ARREARS = 10;
    /** Spreads the keys: a row's place among the others does not follow from its number. */
    private static final long SPREAD = 2_654_435_761L;

    private final Facts facts = new Facts(new FactSpec(8, 2, 1));
    private final RowReader reader = new RowReader(Side::byHash);
    private final int rows;

    OneSubject(int rows) {
        this.rows = rows;
    }

    /** A version of a row. */
    Message fact(int row, int version) {
        try {
            return message(row, reader.file(facts.ofOne(dataset(row), number(row), version)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row is taken away. */
    Message gone(int row) {
        return message(row, null);
    }

    private Message message(int row, byte[] body) {
        String presentedAs = "person:" + Facts.residentId(0);
        String slot = Slot.fact(dataset(row), Facts.key(dataset(row), number(row)));
        boolean arrears = dataset(row).equals("tax-arrears");
        return new Message(
                presentedAs, Slot.presented(slot, arrears ? "djxh:" + Facts.djxh(0) : presentedAs), body, true);
    }

    /** Bills that the document shows. */
    List<Integer> shown() {
        return IntStream.range(0, rows)
                .filter(row -> !dataset(row).equals("tax-arrears"))
                .boxed()
                .sorted(Comparator.comparing(row -> Facts.key(dataset(row), number(row))))
                .limit(SHOWN)
                .toList();
    }

    private static String dataset(int row) {
        return row < ARREARS ? "tax-arrears" : "medical-settlement";
    }

    private static int number(int row) {
        return (int) (row * SPREAD & Integer.MAX_VALUE);
    }
}
