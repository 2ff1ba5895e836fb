package org.taxbrain.city.dirt;

import java.util.List;
import java.util.Map;
import org.taxbrain.city.dirt.Row.Mark;
import org.taxbrain.city.id.Numbers;
import org.taxbrain.city.id.ResidentIds;
import org.taxbrain.city.id.Usccs;

/** The faults that several datasets share. Fields are named as readers name them, columns as the department does. */
public final class Faults {
    private Faults() {}

    /** A day in the future, as the department writes days. */
    public static Fault date2070(String column, String field, boolean compact) {
        return replaced(
                Dirt.DATE_2070,
                column,
                field,
                "not-after-landing",
                compact ? "20700101" : "2070-01-01",
                "a day in 2070");
    }

    /** A time in the future, as JSON has times. */
    public static Fault time2070(String column, String field) {
        return replaced(
                Dirt.DATE_2070, column, field, "not-after-landing", "2070-01-01T09:00:00+08:00", "a time in 2070");
    }

    /** Text that can't be what the field is. */
    public static Fault unreadable(String column, String field, String wrong) {
        return replaced(Dirt.UNREADABLE, column, field, "type", wrong, "a text that is no such value");
    }

    /** A day that no computer knew. */
    public static Fault date1899(String column, String field, boolean compact) {
        return replaced(Dirt.DATE_1899, column, field, "from", compact ? "18991231" : "1899-12-31", "a day in 1899");
    }

    /** A year of the Republic where a Christian one is agreed. */
    public static Fault rocDate(String column, String field) {
        return replaced(Dirt.ROC_DATE, column, field, "type", "1090406", "a date of the Republic of China's calendar");
    }

    /** A code that is not in the table. */
    public static Fault unknownCode(String column, String field, String code) {
        return replaced(
                Dirt.UNKNOWN_CODE, column, field, "code-unknown", code, "a code that the agreement does not list");
    }

    /** An amount below zero where there can be none. */
    public static Fault negative(String column, String field, String amount) {
        return replaced(Dirt.NEGATIVE, column, field, "min", amount, "an amount below zero");
    }

    /** An identifier of a wrong form. */
    public static Fault wrongIdentifier(String column, String field, String rule, String wrong) {
        return replaced(Dirt.WRONG_IDENTIFIER, column, field, rule, wrong, "an identifier of a wrong form");
    }

    /** A field that must be there. */
    public static Fault missing(String column, String field) {
        return replaced(Dirt.MISSING_REQUIRED, column, field, "required", null, "a required field is empty");
    }

    /** The key is not there. */
    public static Fault missingKey(String column, String field) {
        return replaced(Dirt.MISSING_KEY, column, field, "key-unreadable", null, "the key is empty");
    }

    /** An identifier that is cut by its last character. */
    public static Fault cutIdentifier(String column, String field, String rule) {
        return new Fault(Dirt.WRONG_IDENTIFIER, (row, dice) -> {
            String whole = row.get(column);
            row.set(column, whole.substring(0, whole.length() - 1));
            row.mark(new Mark(Dirt.WRONG_IDENTIFIER, rule, field, "the last character is missing", null, null));
        });
    }

    /** A resident id or USCC with a wrong check digit. */
    public static Fault checkDigit(String column, String field, String rule) {
        return new Fault(Dirt.WRONG_CHECK_DIGIT, (row, dice) -> {
            String wrong = broken(row.get(column));
            if (wrong != null) {
                row.set(column, wrong);
                row.mark(new Mark(Dirt.WRONG_CHECK_DIGIT, rule, field, "a wrong check digit", null, null));
            }
        });
    }

    /** Digits in full width. */
    public static Fault fullWidth(String column, String field) {
        return repaired(Dirt.FULL_WIDTH, column, field, Numbers::fullWidth);
    }

    /** A resident id in its old form of 15 digits. */
    public static Fault oldId(String column, String field) {
        return repaired(Dirt.OLD_ID, column, field, id -> isResidentId(id) ? ResidentIds.old(id) : null);
    }

    /** A resident id with a small x. */
    public static Fault lowerX(String column, String field) {
        return repaired(
                Dirt.LOWER_X, column, field, id -> isResidentId(id) && id.endsWith("X") ? id.replace('X', 'x') : null);
    }

    /** A zero written as a dash between blanks. */
    public static Fault dashForZero(String column, String field) {
        return repaired(Dirt.MONEY_TEXT, column, field, amount -> "0.00".equals(amount) ? " -   " : null);
    }

    /** An amount with commas between thousands. */
    public static Fault commas(String column, String field) {
        return repaired(
                Dirt.MONEY_TEXT,
                column,
                field,
                amount -> amount.length() < 7 || amount.startsWith("-")
                        ? null
                        : String.format("%,.2f", new java.math.BigDecimal(amount)));
    }

    /** An identifier of a list's element with a wrong check digit. */
    public static Fault elementCheckDigit(String column, String element, String field) {
        return new Fault(Dirt.BAD_LIST_ELEMENT, (row, dice) -> {
            for (Map<String, String> e : row.list()) {
                String wrong = broken(e.get(element));
                if (wrong != null) {
                    e.put(element, wrong);
                    row.putList(column, row.list());
                    row.mark(new Mark(
                            Dirt.BAD_LIST_ELEMENT,
                            "identifier-of",
                            field,
                            "a wrong check digit in an element of the list",
                            null,
                            null));
                    return;
                }
            }
        });
    }

    /** A code of a list's element that is not in the table. */
    public static Fault elementCode(String column, String element, String field, String code) {
        return new Fault(Dirt.UNKNOWN_CODE, (row, dice) -> {
            if (!row.list().isEmpty()) {
                row.list().get(0).put(element, code);
                row.putList(column, row.list());
                row.mark(new Mark(
                        Dirt.UNKNOWN_CODE,
                        "code-unknown",
                        field,
                        "a code that the agreement does not list, in an element of the list",
                        null,
                        null));
            }
        });
    }

    /** An odd but right form of an identifier of a list's element. */
    public static List<Fault> elementForms(String column, String element, String field) {
        return List.of(
                elementForm(Dirt.FULL_WIDTH, column, element, field, Numbers::fullWidth),
                elementForm(Dirt.OLD_ID, column, element, field, id -> isResidentId(id) ? ResidentIds.old(id) : null),
                elementForm(
                        Dirt.LOWER_X,
                        column,
                        element,
                        field,
                        id -> isResidentId(id) && id.endsWith("X") ? id.replace('X', 'x') : null));
    }

    /** Something that only the writer of the file can do to a row: the row is marked, and written so. */
    public static Fault byWriter(Dirt kind, String rule, String why) {
        return new Fault(kind, (row, dice) -> row.mark(new Mark(kind, rule, null, why, null, null)));
    }

    private static Fault elementForm(Dirt kind, String column, String element, String field, Form form) {
        return new Fault(kind, (row, dice) -> {
            for (Map<String, String> e : row.list()) {
                String right = e.get(element);
                String odd = form.of(right);
                if (odd != null && !odd.equals(right)) {
                    e.put(element, odd);
                    row.putList(column, row.list());
                    row.mark(new Mark(kind, null, field, null, odd, right));
                    return;
                }
            }
        });
    }

    private static Fault repaired(Dirt kind, String column, String field, Form form) {
        return new Fault(kind, (row, dice) -> {
            String right = row.get(column);
            String odd = right == null ? null : form.of(right);
            if (odd != null && !odd.equals(right)) {
                row.set(column, odd);
                row.mark(new Mark(kind, null, field, null, odd, right));
            }
        });
    }

    private static Fault replaced(Dirt kind, String column, String field, String rule, String wrong, String why) {
        return new Fault(kind, (row, dice) -> {
            row.set(column, wrong);
            row.mark(new Mark(kind, rule, field, why, null, null));
        });
    }

    private static boolean isResidentId(String id) {
        return id != null && id.length() == 18 && id.matches("[1-9][0-9]{16}[0-9X]") && !id.startsWith("9");
    }

    private static String broken(String id) {
        if (isResidentId(id)) {
            return ResidentIds.broken(id);
        }
        return id != null && id.length() == 18 && id.startsWith("9") ? Usccs.broken(id) : null;
    }

    /** The odd form of a right value; null if it has none. */
    @FunctionalInterface
    private interface Form {
        String of(String right);
    }
}
