package org.taxbrain.jobs.books;

import java.math.BigDecimal;
import org.taxbrain.jobs.health.RowProfile;
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
    /** No day. */
    public static final long NO_DAY = Long.MIN_VALUE;

    public Kind kind;
    public String dataset;
    public String batch;
    /** {@code <topic>/<partition>/<offset>} of the landed row; null of what is not about one. */
    public String position;
    /** The department, where the record says it; else null. */
    public String department;
    /** What became of the row, once both the row and its outcome were met; of an OUTCOME always. */
    public OutcomeKind outcome;
    /** What became of the row until this OUTCOME took its place; null: it is the position's first. */
    public OutcomeKind movedFrom;
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
    /** When the row landed, or the file was taken or refused; 0 where nothing says it. */
    public long landedAt;
    /** Business day, epoch day: of a file the one that it is of, else the Chinese day of landing; {@link #NO_DAY} where nothing says it. */
    public long day = NO_DAY;
    /** Whether a SENT was refused: none of its rows lands. */
    public boolean refused;
    /** What a landed row says of its day; null of others, and once it is counted. */
    public RowProfile profile;

    /** The same without its profile, for those who keep it. */
    Entry light() {
        Entry light = new Entry();
        light.kind = kind;
        light.dataset = dataset;
        light.batch = batch;
        light.position = position;
        light.department = department;
        light.outcome = outcome;
        light.movedFrom = movedFrom;
        light.answered = answered;
        light.rows = rows;
        light.amountField = amountField;
        light.amount = amount;
        light.line = line;
        light.landedAt = landedAt;
        light.day = day;
        light.refused = refused;
        return light;
    }

    /** Key of the account. */
    String account() {
        return dataset + '|' + batch;
    }
}
