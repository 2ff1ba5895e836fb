package org.taxbrain.schemas.check;

import java.util.regex.Pattern;

/** Character work that the identifiers share. */
final class Compact {
    private static final Pattern DASHES = Pattern.compile("[-\u2010-\u2015\u2212]");

    private Compact() {}

    /** Without blanks, ASCII letters in capitals. */
    static String upper(String text) {
        int n = text.length();
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c == ' ' || (c >= 'a' && c <= 'z')) {
                return rewrite(text);
            }
        }
        return text;
    }

    /** Without blanks and dashes, ASCII letters in capitals. */
    static String joined(String text) {
        return upper(DASHES.matcher(text).replaceAll(""));
    }

    private static String rewrite(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ') {
                out.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
            }
        }
        return out.toString();
    }

    /** Whether the characters from (inclusive) to (exclusive) are ASCII digits; false if the text is shorter. */
    static boolean digits(String text, int from, int to) {
        if (text.length() < to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether the characters from (inclusive) to (exclusive) are ASCII digits or capitals; false if the text is shorter. */
    static boolean capitalsAndDigits(String text, int from, int to) {
        if (text.length() < to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }

    /** The number that the characters from (inclusive) to (exclusive) write, which must be at most nine digits. */
    static int number(String digits, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            n = n * 10 + digits.charAt(i) - '0';
        }
        return n;
    }

    /** The number in a text of digits without leading zeros; at least one digit stays. */
    static String withoutLeadingZeros(String digits) {
        int i = 0;
        while (i < digits.length() - 1 && digits.charAt(i) == '0') {
            i++;
        }
        return digits.substring(i);
    }

    /** Without blanks, and every kind of opening and closing bracket round. */
    static String roundBrackets(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case ' ' -> {
                    // a blank has no place in these numbers
                }
                case '[', '{', '〔', '【', '〈', '《', '「', '（' -> out.append('(');
                case ']', '}', '〕', '】', '〉', '》', '」', '）' -> out.append(')');
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
