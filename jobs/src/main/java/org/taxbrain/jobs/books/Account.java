package org.taxbrain.jobs.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.taxbrain.schemas.record.OutcomeKind;

/**
 * What came of one batch: every number is counted from the records that say it, none by subtraction from another, so that
 * those that must be equal can be unequal. A Flink POJO, so it can evolve.
 */
public class Account {
    /** Position of the amount of all that landed, and of the distinct lines, behind those of the outcomes' kinds. */
    private static final int LANDED = OutcomeKind.values().length;

    private static final int ARRIVED = LANDED + 1;

    public String dataset;
    public String batch;
    /** Null until a row or a delivery says it. */
    public String department;
    /** The day that a file is of, epoch day; {@link Entry#NO_DAY} of what is no file. */
    public long businessDay = Entry.NO_DAY;
    /** Rows that the department handed over; -1: it doesn't say. */
    public long sent = -1;
    /** Their total; null: it doesn't say. */
    public BigDecimal sentAmount;
    /** Lines of the file that landed, each once however often it was read. */
    public long arrived;
    /** Landed positions. */
    public long landed;
    /** Outcomes by the ordinal of their kind. */
    public long[] outcomes = new long[LANDED];
    /** Versions in the history. */
    public long accepted;
    /** Landed positions that met their outcome. */
    public long answered;
    /** The field that amounts are of; null: none are reckoned. */
    public String amountField;
    /** Amounts by outcome, of all that landed, and of what arrived, in the source's unit. */
    public BigDecimal[] amounts = zeros();
    /** When the first and the last row landed; 0: none has. */
    public long firstLandedAt;

    public long lastLandedAt;

    private static BigDecimal[] zeros() {
        BigDecimal[] zeros = new BigDecimal[ARRIVED + 1];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    /**
     * Enters a line.
     *
     * @param isNewLine whether it is a line of the file that has not landed before
     */
    void enter(Entry entry, boolean isNewLine) {
        dataset = entry.dataset;
        batch = entry.batch;
        department = entry.department == null ? department : entry.department;
        amountField = entry.amountField == null ? amountField : entry.amountField;
        switch (entry.kind) {
            case SENT -> {
                sent = entry.rows;
                businessDay = entry.day;
                sentAmount = entry.amount;
            }
            case LANDED -> {
                landed++;
                arrived += isNewLine ? 1 : 0;
                add(LANDED, entry.amount);
                add(ARRIVED, isNewLine ? entry.amount : null);
                firstLandedAt = firstLandedAt == 0 ? entry.landedAt : Math.min(firstLandedAt, entry.landedAt);
                lastLandedAt = Math.max(lastLandedAt, entry.landedAt);
            }
            case OUTCOME -> {
                outcomes[entry.outcome.ordinal()]++;
                if (entry.movedFrom != null) {
                    move(entry);
                    return;
                }
            }
            case ACCEPTED -> accepted++;
        }
        if (entry.answered) {
            answered++;
            add(entry.outcome.ordinal(), entry.amount);
        }
    }

    /** The row left quarantine: it was counted there. */
    private void move(Entry entry) {
        outcomes[entry.movedFrom.ordinal()]--;
        add(entry.outcome.ordinal(), entry.amount);
        add(entry.movedFrom.ordinal(), entry.amount == null ? null : entry.amount.negate());
    }

    private void add(int at, BigDecimal amount) {
        if (amount != null) {
            amounts[at] = amounts[at].add(amount);
        }
    }

    /** Outcomes of a kind. */
    long count(OutcomeKind kind) {
        return outcomes[kind.ordinal()];
    }

    /** Landed positions that have not met an outcome. */
    long unanswered() {
        return landed - answered;
    }

    BigDecimal amount(OutcomeKind kind) {
        return amounts[kind.ordinal()];
    }

    BigDecimal landedAmount() {
        return amounts[LANDED];
    }

    BigDecimal arrivedAmount() {
        return amounts[ARRIVED];
    }

    /** Every inequality, for people; empty: the books balance. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (sent >= 0 && sent != arrived) {
            faults.add("sent " + sent + " ≠ arrived " + arrived);
        }
        if (sentAmount != null && sentAmount.compareTo(arrivedAmount()) != 0) {
            faults.add("amount sent " + sentAmount.toPlainString() + " ≠ arrived "
                    + arrivedAmount().toPlainString());
        }
        long answers = 0;
        BigDecimal answeredAmount = BigDecimal.ZERO;
        for (OutcomeKind kind : OutcomeKind.values()) {
            answers += count(kind);
            answeredAmount = answeredAmount.add(amount(kind));
        }
        if (landed != answers) {
            faults.add("landed " + landed + " ≠ clean " + count(OutcomeKind.CLEAN) + " + quarantined "
                    + count(OutcomeKind.QUARANTINED) + " + superseded " + count(OutcomeKind.SUPERSEDED)
                    + " + duplicate " + count(OutcomeKind.DUPLICATE));
        }
        if (unanswered() != 0) {
            faults.add(unanswered() + " landed rows without an outcome");
        }
        if (landedAmount().compareTo(answeredAmount) != 0) {
            faults.add("amount landed " + landedAmount().toPlainString() + " ≠ of the outcomes "
                    + answeredAmount.toPlainString());
        }
        if (count(OutcomeKind.CLEAN) != accepted) {
            faults.add("clean " + count(OutcomeKind.CLEAN) + " ≠ accepted in the history " + accepted);
        }
        return faults;
    }
}
