package org.taxbrain.schemas.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.taxbrain.schemas.value.Dates;

/**
 * Court case number 案号 (法〔2015〕137号, amended 法〔2018〕335号): {@code (2021)浙0102执1234号}: year, court code, type, number. Round
 * half-width brackets, no blanks, the number without leading zeros. Before 2016 the courts wrote 字第: such a number passes with a remark.
 */
public final class CaseNumber {
    /** Remark on a number in the form of before 2016. */
    public static final String OLD_FORM = "case-no-old-form";

    private static final Pattern FORM = Pattern.compile(
            "\\((\\d{4})\\)((?:最高法|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军]\\d{0,4})[\\p{IsHan}]{1,8}?)(\\d{1,9})号"
                    + "(之[一二三四五六七八九十百]{1,4})?");
    private static final Pattern OLD =
            Pattern.compile("\\((\\d{4})\\)([\\p{IsHan}]{2,16}字第)(\\d{1,9})((?:-\\d{1,3})?)号");
    private static final int FIRST_YEAR = 1949;
    private static final int LAST_OLD_YEAR = 2016;

    private CaseNumber() {}

    /** Brackets, blanks and leading zeros in their one form; what is not a case number keeps its text. */
    public static String normalise(String text) {
        String compact = Compact.roundBrackets(text);
        Matcher m = FORM.matcher(compact);
        if (m.matches()) {
            return "(" + m.group(1) + ")" + m.group(2) + Compact.withoutLeadingZeros(m.group(3)) + "号"
                    + (m.group(4) == null ? "" : m.group(4));
        }
        Matcher old = OLD.matcher(compact);
        return old.matches()
                ? "(" + old.group(1) + ")" + old.group(2) + Compact.withoutLeadingZeros(old.group(3)) + old.group(4)
                        + "号"
                : compact;
    }

    static Checked check(String text, long landedDay) {
        String number = normalise(text);
        boolean current = FORM.matcher(number).matches();
        if (!current && !OLD.matcher(number).matches()) {
            return Checked.refuse("expected the form (2021)浙0102执1234号: year, court code, type, number");
        }
        int year = Integer.parseInt(number.substring(1, 5));
        if (year < FIRST_YEAR || year > Dates.yearOf(landedDay)) {
            return Checked.refuse("the year in it is before 1949 or after the year of landing");
        }
        if (current) {
            return Checked.accept(number);
        }
        return year <= LAST_OLD_YEAR
                ? Checked.remark(number, OLD_FORM)
                : Checked.refuse("the form with 字第 ended in 2016; expected (2021)浙0102执1234号");
    }
}
