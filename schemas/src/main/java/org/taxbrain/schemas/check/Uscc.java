package org.taxbrain.schemas.check;

import java.util.Arrays;

/**
 * Unified social credit code 统一社会信用代码 (GB 32100-2015): department 1, category 1, area 6, organisation code 9 (GB 11714, with its
 * own check digit), check character by MOD 31.
 */
public final class Uscc {
    /** Remark on a code whose last check fails while the organisation code in it is right: early pilot codes are so. */
    public static final String EARLY_CODE = "uscc-early-code";

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private Uscc() {}

    /** Without blanks, in capitals. */
    public static String normalise(String text) {
        return Compact.upper(text);
    }

    static Checked check(String text) {
        String code = normalise(text);
        if (code.length() != 18 || !inAlphabet(code) || !Compact.digits(code, 2, 8)) {
            return Checked.refuse(
                    "expected 18 characters of digits and capitals without I, O, S, V, Z, area in digits");
        }
        if (code.charAt(16) != organisationCheck(code.substring(8, 16))) {
            return Checked.refuse("the check digit of the organisation code in it is wrong (GB 11714)");
        }
        return code.charAt(17) == checkCharacter(code) ? Checked.accept(code) : Checked.remark(code, EARLY_CODE);
    }

    /** The check character of the first 17 characters, which must be of the standard's alphabet. */
    public static char checkCharacter(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += VALUES[first17.charAt(i)] * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** The check character of the first 8 characters (digits and capitals) of an organisation code. */
    public static char organisationCheck(String first8) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Character.digit(first8.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }

    private static boolean inAlphabet(String code) {
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c >= VALUES.length || VALUES[c] < 0) {
                return false;
            }
        }
        return true;
    }
}
