package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 应申报与申报: the last month of every third business, and of few people; most was filed in time. */
public final class FilingBook extends PlainBook {
    /** Table {@code sb_yswx} of the tax core. */
    public static final Form FORM = new Form(
            "filing-obligation",
            "public.sb_yswx",
            List.of(
                    "ysbbh",
                    "djxh",
                    "zsxm_mc",
                    "skssqq",
                    "skssqz",
                    "sbqx",
                    "sbzt_dm",
                    "sbrq",
                    "pzxh",
                    "ybtse",
                    "zgswj_mc"));

    private static final double BUSINESSES = 0.33;
    private static final double PEOPLE = 0.02;
    private static final double OPEN = 0.1;
    private static final double LATE = 0.1;

    public FilingBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("ybtse", "declared", true),
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date1899("sbqx", "dueOn", false),
                        Faults.date2070("sbrq", "filedOn", false),
                        Faults.unknownCode("sbzt_dm", "status", "7"),
                        Faults.missing("zsxm_mc", "tax"),
                        Faults.missing("zgswj_mc", "office"),
                        Faults.fullWidth("djxh", "djxh")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return dice.chance(party.business() ? BUSINESSES : PEOPLE);
    }

    @Override
    Row good(Party party, Dice dice) {
        LocalDate month = lastMonth().minusMonths(1);
        LocalDate due = month.plusMonths(1).plusDays(14);
        boolean open = dice.chance(OPEN);
        boolean late = !open && dice.chance(LATE);
        LocalDate filed = open ? null : late ? due.plusDays(1 + dice.below(10)) : due.minusDays(dice.below(14));
        return new Row(
                FORM,
                number("YSB", party),
                population.djxh(party, 0),
                dice.pick(Taxes.OF_BUSINESSES),
                month.toString(),
                month.plusMonths(1).minusDays(1).toString(),
                due.toString(),
                open ? "0" : late ? "2" : "1",
                filed == null ? null : filed.toString(),
                open ? null : number("PZ", party),
                open ? null : Money.plain(Money.around(dice, 10, 500_000)),
                Places.office(Places.district(dice), dice));
    }
}
