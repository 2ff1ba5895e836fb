package org.taxbrain.connectors.files;

import java.math.BigDecimal;
import java.util.Map;

/** The sums of one statement: what its entries make must be what its balances and its summary say. */
final class StatementTotals {
    private static final String SUMMARY = "Stmt/TxsSummry/";
    private BigDecimal opening;
    private BigDecimal closing;
    private BigDecimal credits = BigDecimal.ZERO;
    private BigDecimal debits = BigDecimal.ZERO;
    private long creditCount;
    private long debitCount;
    /** An amount that is no number goes to quarantine with its row; the sums can't be told then. */
    private boolean unreadable;

    void balance(String code, String amount, String indicator) {
        BigDecimal signed = signed(amount, indicator);
        if ("OPBD".equals(code) || "PRCD".equals(code) && opening == null) {
            opening = signed;
        } else if ("CLBD".equals(code)) {
            closing = signed;
        }
    }

    void entry(String amount, String indicator) {
        BigDecimal value = number(amount);
        if (value == null || !("CRDT".equals(indicator) || "DBIT".equals(indicator))) {
            unreadable = true;
        } else if (indicator.equals("CRDT")) {
            credits = credits.add(value);
            creditCount++;
        } else {
            debits = debits.add(value);
            debitCount++;
        }
    }

    /** @throws FileRefusedException if a balance or a sum says something else */
    void verify(Map<String, String> statement) {
        if (unreadable) {
            return;
        }
        String where =
                "statement " + statement.getOrDefault("Stmt/Id", "without Id").strip() + ": ";
        BigDecimal net = credits.subtract(debits);
        if (opening != null && closing != null && opening.add(net).compareTo(closing) != 0) {
            throw new FileRefusedException(where + "opening balance " + opening.toPlainString() + " and entries of "
                    + net.toPlainString() + " make " + opening.add(net).toPlainString()
                    + ", but the closing balance is "
                    + closing.toPlainString() + "; send a statement that is whole");
        }
        require(where, "TtlNtries/NbOfNtries", BigDecimal.valueOf(creditCount + debitCount), statement);
        require(where, "TtlNtries/Sum", credits.add(debits), statement);
        require(where, "TtlCdtNtries/NbOfNtries", BigDecimal.valueOf(creditCount), statement);
        require(where, "TtlCdtNtries/Sum", credits, statement);
        require(where, "TtlDbtNtries/NbOfNtries", BigDecimal.valueOf(debitCount), statement);
        require(where, "TtlDbtNtries/Sum", debits, statement);
    }

    private static void require(String where, String path, BigDecimal found, Map<String, String> statement) {
        String said = statement.get(SUMMARY + path);
        if (said == null) {
            return;
        }
        BigDecimal expected = number(said);
        if (expected == null || expected.compareTo(found) != 0) {
            throw new FileRefusedException(where + "its summary says " + path + " " + said.strip()
                    + ", its booked entries make " + found.toPlainString() + "; send a statement that is whole");
        }
    }

    private static BigDecimal signed(String amount, String indicator) {
        BigDecimal value = number(amount);
        return value == null ? null : "DBIT".equals(indicator) ? value.negate() : value;
    }

    private static BigDecimal number(String text) {
        if (text == null) {
            return null;
        }
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
