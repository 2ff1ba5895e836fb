package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 税款缴纳: a payment of every third business, and of few people, most with a certificate. */
public final class PaymentBook extends PlainBook {
    /** Table {@code zs_jkxx} of the tax core. */
    public static final Form FORM = new Form(
            "tax-payment",
            "public.zs_jkxx",
            List.of(
                    "dzsphm", "djxh", "zsxm_mc", "zspm_mc", "skssqq", "skssqz", "sjje", "jkrq", "jkfs_dm", "wspzhm",
                    "kjrq", "skgk_mc"));

    private static final double BUSINESSES = 0.33;
    private static final double PEOPLE = 0.03;
    private static final double CERTIFIED = 0.8;

    public PaymentBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("sjje", "amount", true),
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("jkrq", "paidOn", false),
                        Faults.date1899("skssqq", "periodFrom", false),
                        Faults.unknownCode("jkfs_dm", "method", "88"),
                        Faults.negative("sjje", "amount", "-500.00"),
                        Faults.missing("sjje", "amount"),
                        Faults.missing("skgk_mc", "treasury"),
                        Faults.fullWidth("djxh", "djxh")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return dice.chance(party.business() ? BUSINESSES : PEOPLE);
    }

    @Override
    Row good(Party party, Dice dice) {
        LocalDate month = lastMonth().minusMonths(1 + dice.below(6));
        LocalDate paid = month.plusMonths(1).plusDays(dice.below(15));
        boolean certified = dice.chance(CERTIFIED);
        return new Row(
                FORM,
                number("333016", party),
                population.djxh(party, 0),
                dice.pick(Taxes.OF_BUSINESSES),
                dice.chance(0.3) ? null : "按期申报",
                month.toString(),
                month.plusMonths(1).minusDays(1).toString(),
                Money.plain(Money.around(dice, 10, 500_000)),
                paid.toString(),
                dice.pick(List.of("01", "02", "02", "04")),
                certified ? number("33WS", party) : null,
                certified ? paid.plusDays(1).toString() : null,
                "国家金库杭州市" + Places.district(dice).name() + "支库");
    }
}
