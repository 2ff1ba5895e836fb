package org.taxbrain.schemas.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Number of a property certificate: {@code 浙(2021)杭州市不动产权第0012345号}. Round half-width brackets, no blanks, the number in seven
 * digits. Certificates of before the unified register (房权证, 国用 and the like) have no common form: they pass with a remark.
 */
public final class PropertyCertificate {
    /** Remark on a certificate of before the unified register. */
    public static final String OLD_FORM = "property-certificate-old-form";

    private static final Pattern FORM =
            Pattern.compile("([\\p{IsHan}])\\((\\d{4})\\)([\\p{IsHan}]{2,30}?)(不动产权|不动产证明)第(\\d{1,12})号");
    private static final Pattern OLD = Pattern.compile(
            "[\\p{IsHan}\\p{Alnum}()\\-]{0,40}(?:房权|房产|房地|国用|集用|土地|宅)[\\p{IsHan}\\p{Alnum}()\\-]{0,40}\\d+号?");
    private static final int DIGITS = 7;

    private PropertyCertificate() {}

    /** Brackets, blanks and leading zeros in their one form; what has not the unified register's form keeps its text. */
    public static String normalise(String text) {
        String compact = Compact.roundBrackets(text);
        Matcher m = FORM.matcher(compact);
        if (!m.matches()) {
            return compact;
        }
        String number = Compact.withoutLeadingZeros(m.group(5));
        return m.group(1) + "(" + m.group(2) + ")" + m.group(3) + m.group(4) + "第"
                + "0".repeat(Math.max(0, DIGITS - number.length())) + number + "号";
    }

    static Checked check(String text) {
        String certificate = normalise(text);
        if (FORM.matcher(certificate).matches()) {
            return Checked.accept(certificate);
        }
        return OLD.matcher(certificate).matches()
                ? Checked.remark(certificate, OLD_FORM)
                : Checked.refuse("expected the form 浙(2021)杭州市不动产权第0012345号");
    }
}
