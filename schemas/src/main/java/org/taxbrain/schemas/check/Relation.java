package org.taxbrain.schemas.check;

/** The checks that compare a field with others of its record. What is absent is not compared. */
public enum Relation {
    /** A date or time on or after another one. */
    NOT_BEFORE("not-before"),
    /** A date or time on or before another one. */
    NOT_AFTER("not-after"),
    /** A number or amount equal to or above another one. */
    AT_LEAST("at-least"),
    /** A number or amount equal to or below another one. */
    AT_MOST("at-most"),
    /** A number or amount that is the sum of others, of which one that is absent counts as nothing. */
    SUM_OF("sum-of"),
    /** A field that must be there where another one has one of some values. */
    REQUIRED_IF("required-if");

    private final String id;

    Relation(String id) {
        this.id = id;
    }

    /** The name in schemas, and of the rule that a row breaks. */
    public String id() {
        return id;
    }

    /** The relation that an expression asks for, or null if it asks for a check of the field alone. */
    public static Relation of(String expression) {
        String name = Checks.name(expression);
        for (Relation r : values()) {
            if (r.id.equals(name)) {
                return r;
            }
        }
        return null;
    }
}
