package org.taxbrain.jobs.books;

import java.math.BigDecimal;
import org.taxbrain.schemas.record.OutcomeKind;

/** One line for the books, as a record of a topic says it. A Flink POJO. */
public class Entry {
    /** Which topic it comes of. */
    public enum Kind {
        /** A department handed over a file. */
        SENT,
        /** A row landed at a position. */
        LANDED,
        /** What became of a landed position. */
        OUTCOME,
        /** A version of a row was accepted. */
        ACCEPTED
    }

    /** No line of a file. */
    static final long NO_LINE = -1;

    public Kind kind;
    public String dataset;
    public String batch;
    /** {@code <topic>/<partition>/<offset>} of the landed row; null of what is not about one. */
    public String position;
    /** The department, where the record says it; else null. */
    public String department;
    /** What became of the row, once both the row and its outcome were met; of an OUTCOME always. */
    public OutcomeKind outcome;
    /** Whether a LANDED or an OUTCOME has met its counterpart. */
    public boolean answered;
    /** Rows that a SENT announces. */
    public long rows;
    /** Name of the field that amounts are of; null: no amounts are reckoned. */
    public String amountField;
    /** A landed row's amount, or a SENT's total, in the source's unit; null: none, or no number. */
    public BigDecimal amount;
    /** Line of a landed row in its file; {@link #NO_LINE} of all others. */
    public long line = NO_LINE;
    /** When the row landed; 0 where nothing says it. */
    public long landedAt;

    /** Key of the account. */
    String account() {
        return dataset + '|' + batch;
    }
}
