package org.taxbrain.schemas.check;

/**
 * Number of a bank's branch in the payment system 支付系统行号, also called 联行号 (CNAPS): bank 3, area 4, branch 4, check digit by
 * ISO 7064 MOD 11,10 (GB/T 17710).
 */
public final class Cnaps {
    private static final int DIGITS = 12;

    private Cnaps() {}

    /** Without blanks and dashes. */
    public static String normalise(String text) {
        return Compact.joined(text);
    }

    static Checked check(String text) {
        String number = normalise(text);
        if (number.length() != DIGITS || !Compact.digits(number, 0, DIGITS)) {
            return Checked.refuse("expected 12 digits");
        }
        return number.charAt(DIGITS - 1) == checkDigit(number.substring(0, DIGITS - 1))
                ? Checked.accept(number)
                : Checked.refuse("the check digit is wrong (GB/T 17710, MOD 11,10)");
    }

    /** The check digit of the first 11 digits. */
    public static char checkDigit(String first11) {
        int product = 10;
        for (int i = 0; i < first11.length(); i++) {
            int sum = (product + first11.charAt(i) - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char) ('0' + (11 - product) % 10);
    }
}
