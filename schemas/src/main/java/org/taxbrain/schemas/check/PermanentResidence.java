package org.taxbrain.schemas.check;

import java.util.regex.Pattern;

/**
 * Number of a foreigner's permanent residence id card 外国人永久居留身份证: until 2023 the country's 3 letters (ISO 3166) and 12 digits; on
 * cards of since 2023-12-01 18 characters that begin with 9, built and checked as a {@link ResidentId}. Which old number and which new
 * one are the same person only an authority's record says: nothing is computed from one to the other.
 */
public final class PermanentResidence {
    private static final Pattern OLD_FORM = Pattern.compile("[A-Z]{3}\\d{12}");

    private PermanentResidence() {}

    /** Without blanks, in capitals. */
    public static String normalise(String text) {
        return Compact.upper(text);
    }

    static Checked check(String text, long landedDay) {
        String number = normalise(text);
        if (OLD_FORM.matcher(number).matches()) {
            return Checked.accept(number);
        }
        return number.length() == 18 && number.charAt(0) == '9'
                ? ResidentId.check(number, landedDay)
                : Checked.refuse("expected 3 letters and 12 digits, or 18 characters that begin with 9");
    }
}
