package org.taxbrain.schemas.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads whole numbers and decimals as departments write them, thousands set apart by commas or not: {@code 1,100,000}, {@code 650万}. */
public final class Numbers {
    /** What {@link #whole} answers for a text that is no whole number. */
    public static final long NONE = Long.MIN_VALUE;

    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|\\.\\d+))(?: ?([万萬亿億]))?");
    private static final int LONGEST = 40;

    private Numbers() {}

    /** The whole number, decimals of nothing but zeros allowed; {@link #NONE} if the text is none. */
    public static long whole(String text) {
        long plain = plain(text);
        if (plain != NONE) {
            return plain;
        }
        BigDecimal number = decimal(text);
        if (number == null) {
            return NONE;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return NONE;
        }
    }

    /** The decimal, or null if the text is none. */
    public static BigDecimal decimal(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return null;
        }
        String digits = m.group(1);
        BigDecimal number = new BigDecimal(digits.indexOf(',') < 0 ? digits : digits.replace(",", ""));
        return m.group(2) == null ? number : number.scaleByPowerOfTen("万萬".contains(m.group(2)) ? 4 : 8);
    }

    /** The one way in which a decimal stands in a clean row: no exponent, no zeros at the end. */
    public static String canonical(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static long plain(String text) {
        int n = text.length();
        int i = n > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (n == i || n > 18) {
            return NONE;
        }
        long value = 0;
        for (int at = i; at < n; at++) {
            int d = text.charAt(at) - '0';
            if (d < 0 || d > 9) {
                return NONE;
            }
            value = value * 10 + d;
        }
        return i == 1 ? -value : value;
    }
}
