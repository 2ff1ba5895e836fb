package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 退税申请: of few businesses and people; most to an account of their own name. */
public final class RefundBook extends PlainBook {
    /** Table {@code ts_tssq} of the tax core. */
    public static final Form FORM = new Form(
            "refund-claim",
            "public.ts_tssq",
            List.of(
                    "tssqbh", "djxh", "sqrmc", "tslx_dm", "zsxm_mc", "sqtse", "hdtse", "skzh_mc", "skzh", "lhh",
                    "blhj_dm", "sqrq", "blsx"));

    private static final double CLAIMS = 0.03;
    private static final double TO_ANOTHER = 0.03;
    private static final int DAYS_TO_DECIDE = 30;

    public RefundBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("sqtse", "claimed", true),
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("sqrq", "appliedOn", false),
                        Faults.date1899("blsx", "deadline", false),
                        Faults.unknownCode("blhj_dm", "step", "6"),
                        Faults.unknownCode("tslx_dm", "kind", "77"),
                        Faults.negative("sqtse", "claimed", "-1.00"),
                        Faults.wrongIdentifier("lhh", "bankNo", "matches", "10333"),
                        Faults.missing("skzh", "accountNo"),
                        Faults.fullWidth("djxh", "djxh")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return dice.chance(CLAIMS);
    }

    @Override
    Row good(Party party, Dice dice) {
        LocalDate applied = spec.start().minusDays(1 + dice.below(60));
        long claimed = Money.around(dice, 50, 300_000);
        String step = dice.pick(List.of("1", "2", "2", "3", "4", "5", "8"));
        return new Row(
                FORM,
                number("TS", party),
                population.djxh(party, 0),
                party.name(),
                dice.pick(party.business() ? List.of("01", "03", "04") : List.of("01", "02")),
                party.business() ? "增值税" : "个人所得税",
                Money.plain(claimed),
                step.compareTo("3") > 0 ? Money.plain(step.equals("8") ? 0 : claimed) : null,
                dice.chance(TO_ANOTHER) ? population.any(dice).name() : party.name(),
                "62" + Numbers.padded(party.index(), 17),
                dice.chance(0.1) ? null : "103331" + Numbers.padded(dice.below(1_000_000), 6),
                step,
                applied.toString(),
                applied.plusDays(DAYS_TO_DECIDE).toString());
    }
}
