package org.taxbrain.schemas.check;

/**
 * Taxpayer number 纳税人识别号 of before the unified codes, which old records still bear (税总发〔2013〕41号, 国家税务总局公告2015年第66号): of an
 * organisation 15 characters, division 6 and organisation code 9 (GB 11714); of a person's business the resident id and two characters
 * that number that person's businesses, 17 with the old form of the id, 20 with the new. 18 characters are a USCC or a resident id.
 *
 * <p>It stays as it came, the old form of an id in it too: it is the name under which old records know the taxpayer.
 */
public final class TaxpayerNumber {
    private static final int ORGANISATION = 15;
    private static final int OLD_PERSON = 17;
    private static final int UNIFIED = 18;
    private static final int PERSON = 20;

    private TaxpayerNumber() {}

    /** Without blanks, in capitals. */
    public static String normalise(String text) {
        return Compact.upper(text);
    }

    static Checked check(String text, long landedDay) {
        String number = normalise(text);
        return switch (number.length()) {
            case ORGANISATION -> organisation(number);
            case OLD_PERSON -> person(number, ORGANISATION, landedDay);
            case PERSON -> person(number, UNIFIED, landedDay);
            case UNIFIED -> {
                Checked uscc = Uscc.check(number);
                yield uscc.accepted() ? uscc : ResidentId.check(number, landedDay);
            }
            default -> Checked.refuse("expected 15, 17, 18 or 20 characters");
        };
    }

    private static Checked organisation(String number) {
        if (!Compact.digits(number, 0, 6) || !Divisions.isKnown(Compact.number(number, 0, 6))) {
            return Checked.refuse("its first six digits never were a division (GB/T 2260)");
        }
        if (!Compact.capitalsAndDigits(number, 6, ORGANISATION)
                || number.charAt(ORGANISATION - 1) != Uscc.organisationCheck(number.substring(6, ORGANISATION - 1))) {
            return Checked.refuse("the check digit of the organisation code in it is wrong (GB 11714)");
        }
        return Checked.accept(number);
    }

    private static Checked person(String number, int idLength, long landedDay) {
        if (!Compact.capitalsAndDigits(number, idLength, number.length())) {
            return Checked.refuse("expected two letters or digits behind the resident id");
        }
        Checked id = ResidentId.check(number.substring(0, idLength), landedDay);
        return id.accepted() ? Checked.accept(number) : id;
    }
}
