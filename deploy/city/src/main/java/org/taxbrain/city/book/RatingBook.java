package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 纳税信用: the grade of the last year of every third business. */
public final class RatingBook extends PlainBook {
    /** Table {@code xy_pjjg} of the tax core. */
    public static final Form FORM = new Form(
            "credit-rating",
            "public.xy_pjjg",
            List.of("pjbh", "djxh", "pjnd", "pjzd_dm", "xyjb", "pjdf", "zjpjyy", "fbrq", "sffp", "pjjg_mc"));

    private static final double BUSINESSES = 0.33;
    private static final double DIRECT = 0.03;
    private static final int LEAST_OF_A = 90;
    private static final int LEAST_OF_B = 70;
    private static final int LEAST_OF_C = 40;

    public RatingBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("zjpjyy", "directReason", false),
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("fbrq", "publishedOn", false),
                        Faults.unknownCode("xyjb", "grade", "E"),
                        Faults.negative("pjdf", "score", "-3.00"),
                        Faults.missing("sffp", "reassessed"),
                        Faults.missing("pjjg_mc", "office"),
                        Faults.fullWidth("djxh", "djxh")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.business() && dice.chance(BUSINESSES);
    }

    @Override
    Row good(Party party, Dice dice) {
        boolean direct = dice.chance(DIRECT);
        int score = 30 + dice.below(70);
        String grade = direct || score < LEAST_OF_C ? "D" : score < LEAST_OF_B ? "C" : score < LEAST_OF_A ? "B" : "A";
        return new Row(
                FORM,
                number("XY", party),
                population.djxh(party, 0),
                Integer.toString(spec.start().getYear() - 2),
                // the scheme of the second kind began in the middle of 2025, with the year 2025
                "1",
                grade.equals("B") && dice.chance(0.3) ? "M" : grade,
                direct ? null : score + ".50",
                direct ? "存在直接判为D级的失信行为" : null,
                spec.start().minusMonths(10).withDayOfMonth(20).toString(),
                dice.chance(0.05) ? "true" : "false",
                Places.office(Places.district(dice), dice));
    }
}
