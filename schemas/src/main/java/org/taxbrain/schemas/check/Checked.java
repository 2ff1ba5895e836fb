package org.taxbrain.schemas.check;

/**
 * What a check makes of a text: accepted in its canonical form, perhaps with a remark, or refused.
 *
 * @param value the canonical form; null when refused
 * @param remark name of a repair or warning to leave on the row, or null
 * @param expected when refused: what is wrong and what was expected, without the value; else null
 */
public record Checked(String value, String remark, String expected) {

    public static Checked accept(String value) {
        return new Checked(value, null, null);
    }

    public static Checked remark(String value, String remark) {
        return new Checked(value, remark, null);
    }

    public static Checked refuse(String expected) {
        return new Checked(null, null, expected);
    }

    public boolean accepted() {
        return expected == null;
    }
}
