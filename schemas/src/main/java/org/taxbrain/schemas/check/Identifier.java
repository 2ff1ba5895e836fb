package org.taxbrain.schemas.check;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.taxbrain.schemas.value.Dates;

/** The kinds of identifier: each has one canonical form, and a check by its standard. */
public enum Identifier {
    RESIDENT_ID("resident-id", true, ResidentId::normalise, ResidentId::check),
    USCC("uscc", true, Uscc::normalise, (text, day) -> Uscc.check(text)),
    /** 登记序号: the tax core's own number of a registration. */
    DJXH("djxh", true, Compact::upper, form(Compact::upper, "\\d{20}", "expected 20 digits")),
    /** The holder's first letter and number, of any country. */
    PASSPORT(
            "passport",
            true,
            Compact::upper,
            form(Compact::upper, "(?=.*\\d)[A-Z0-9]{5,17}", "expected 5 to 17 letters and digits, a digit among them")),
    /** 往来通行证: of Hong Kong (H) or Macao (M) residents with 8 digits (10 with the issue), of Taiwan residents 8 digits. */
    PERMIT(
            "permit",
            true,
            Compact::upper,
            form(Compact::upper, "[HM]\\d{8}(?:\\d{2})?|\\d{8}", "expected H or M and 8 or 10 digits, or 8 digits")),
    /** 外国人永久居留身份证 of either form. */
    PERMANENT_RESIDENCE("permanent-residence", true, PermanentResidence::normalise, PermanentResidence::check),
    /** 纳税人识别号 of before the unified codes. */
    TAXPAYER_NO("taxpayer-no", true, TaxpayerNumber::normalise, TaxpayerNumber::check),
    /**
     * The number that a bureau gives a person without a resident id (个人所得税法 9, 国家税务总局公告2018年第59号). Its build is not
     * published, so only its characters are looked at.
     */
    TAX_ASSIGNED(
            "tax-assigned",
            true,
            Compact::upper,
            form(
                    Compact::upper,
                    "(?=.*\\d)[A-Z0-9]{15,20}",
                    "expected 15 to 20 letters and digits, a digit among them")),
    UNIT_NO("unit-no", false, UnitNumber::normalise, (text, day) -> UnitNumber.check(text)),
    PROPERTY_CERTIFICATE(
            "property-certificate",
            false,
            PropertyCertificate::normalise,
            (text, day) -> PropertyCertificate.check(text)),
    /** 行政区划代码: of a division, or of a street or village in it. */
    DIVISION("division", false, Divisions::normalise, (text, day) -> Divisions.check(text, Dates.yearOf(day))),
    BANK_ACCOUNT("bank-account", false, BankAccount::normalise, (text, day) -> BankAccount.check(text)),
    BANK_CARD("bank-card", false, BankCard::normalise, (text, day) -> BankCard.check(text)),
    CNAPS("cnaps", false, Cnaps::normalise, (text, day) -> Cnaps.check(text)),
    CASE_NO("case-no", false, CaseNumber::normalise, CaseNumber::check),
    /** A mobile number of the mainland, without country code, blanks and hyphens. */
    MOBILE(
            "mobile",
            false,
            Identifier::bareMobile,
            form(Identifier::bareMobile, "1[3-9]\\d{9}", "expected 11 digits that begin with 13 to 19"));

    private static final Pattern COUNTRY_CODE = Pattern.compile("^(?:\\+|00)?86(?=1\\d{10}$)");
    private static final Identifier[] ALL = values();

    private final String id;
    private final boolean ofTaxpayer;
    private final UnaryOperator<String> normaliser;
    private final TextCheck check;

    Identifier(String id, boolean ofTaxpayer, UnaryOperator<String> normaliser, TextCheck check) {
        this.id = id;
        this.ofTaxpayer = ofTaxpayer;
        this.normaliser = normaliser;
        this.check = check;
    }

    /** The name in schemas and descriptors. */
    public String id() {
        return id;
    }

    /**
     * The canonical form of a text; a text that is no such identifier comes back as it is but for blanks, case or brackets.
     *
     * @param text not null, as {@link org.taxbrain.schemas.text.Text#normalise} gives it
     */
    public String normalise(String text) {
        return normaliser.apply(text);
    }

    /** Checks by the standard; the accepted value is the canonical form. */
    public Checked check(String text, long landedDay) {
        return check.check(text, landedDay);
    }

    /** The identifier of a name, or null. */
    public static Identifier of(String id) {
        for (Identifier i : ALL) {
            if (i.id.equals(id)) {
                return i;
            }
        }
        return null;
    }

    /** The identifier of a name if it may present a taxpayer, or null. */
    public static Identifier ofTaxpayer(String id) {
        Identifier i = of(id);
        return i != null && i.ofTaxpayer ? i : null;
    }

    /** Names of those that may present a taxpayer. */
    public static List<String> taxpayerIds() {
        return Arrays.stream(ALL).filter(i -> i.ofTaxpayer).map(Identifier::id).toList();
    }

    private static TextCheck form(UnaryOperator<String> normaliser, String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return (text, day) -> {
            String canonical = normaliser.apply(text);
            return pattern.matcher(canonical).matches() ? Checked.accept(canonical) : Checked.refuse(expected);
        };
    }

    private static String bareMobile(String text) {
        return COUNTRY_CODE.matcher(Compact.upper(text).replace("-", "")).replaceFirst("");
    }
}
