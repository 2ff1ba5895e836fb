package org.taxbrain.schemas.check;

import java.util.regex.Pattern;

/**
 * Real-estate unit number 不动产单元号 (GB/T 37346-2019), 28 characters: county 6, cadastral area 3 and sub-area 3, parcel kind 2 letters
 * (ownership G, J or Z; right), parcel 5; then the fixture: F building, L forest, Q other, W none, and 8 digits.
 */
public final class UnitNumber {
    private static final Pattern FORM = Pattern.compile("\\d{12}[GJZ][A-Z]\\d{5}[FLQW]\\d{8}");

    private UnitNumber() {}

    /** Without blanks, in capitals. */
    public static String normalise(String text) {
        return Compact.upper(text);
    }

    static Checked check(String text) {
        String unit = normalise(text);
        return FORM.matcher(unit).matches()
                ? Checked.accept(unit)
                : Checked.refuse(
                        "expected 28 characters: 12 digits, parcel kind, 5 digits, then F, L, Q or W and 8 digits"
                                + " (GB/T 37346)");
    }
}
