package org.taxbrain.schemas.check;

import org.taxbrain.schemas.value.Dates;

/**
 * Resident id 居民身份证号 (GB 11643-1999): area 6, birth date 8, sequence 3, check digit by ISO 7064 MOD 11-2.
 *
 * <p>The 15-digit form of before 1999 is upgraded (born in 19yy). Residence permits of 810000, 820000, 830000 and the foreigners'
 * permanent residence number (9, province, country, birth date, sequence, check digit) have the same form and pass. The area must
 * be or have been a division: codes change, and one that was valid at birth or issue stays valid in the number. Of a foreigner's number,
 * which has no more of an area, the province is looked at.
 */
public final class ResidentId {
    /** Remark on a number that came in the 15-digit form. */
    public static final String UPGRADED = "resident-id-15-digits";

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";
    private static final int EARLIEST_BIRTH_YEAR = 1850;

    private ResidentId() {}

    /** Without blanks, in capitals; 15 digits become the 18 characters that they stand for. What is neither stays as it is. */
    public static String normalise(String text) {
        String compact = Compact.upper(text);
        if (compact.length() == 15 && Compact.digits(compact, 0, 15)) {
            String first17 = compact.substring(0, 6) + "19" + compact.substring(6);
            return first17 + checkDigit(first17);
        }
        return compact;
    }

    static Checked check(String text, long landedDay) {
        String id = normalise(text);
        if (id.length() != 18 || !Compact.digits(id, 0, 17)) {
            return Checked.refuse("expected 18 characters, the first 17 of them digits, or the old form of 15 digits");
        }
        if (id.charAt(17) != checkDigit(id)) {
            return Checked.refuse("the check digit is wrong (GB 11643, MOD 11-2)");
        }
        if (!Divisions.isKnown(area(id))) {
            return Checked.refuse("the area code never was valid (GB/T 2260)");
        }
        long born = Dates.epochDay(Compact.number(id, 6, 10), Compact.number(id, 10, 12), Compact.number(id, 12, 14));
        if (born == Dates.NONE || Compact.number(id, 6, 10) < EARLIEST_BIRTH_YEAR) {
            return Checked.refuse("the birth date in it is no date that can be");
        }
        if (born > landedDay) {
            return Checked.refuse("the birth date in it is after the day of landing");
        }
        if (isFiller(text)) {
            return Checked.refuse("one digit repeated is a filler, no number that was issued");
        }
        return id.length() == Compact.upper(text).length() ? Checked.accept(id) : Checked.remark(id, UPGRADED);
    }

    /** The check digit of the first 17 characters, which must be digits. */
    public static char checkDigit(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (first17.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK_DIGITS.charAt(sum % 11);
    }

    /** A foreigner's number has its province after the leading 9, and then a country. */
    private static int area(String id) {
        return id.charAt(0) == '9' ? Compact.number(id, 1, 3) * 10_000 : Compact.number(id, 0, 6);
    }

    private static boolean isFiller(String text) {
        return text.chars().allMatch(c -> c == text.charAt(0));
    }
}
