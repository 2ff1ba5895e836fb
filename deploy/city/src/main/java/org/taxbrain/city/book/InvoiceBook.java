package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 月度开受票: the last month of every third business. */
public final class InvoiceBook extends PlainBook {
    /** Table {@code fp_ydhz} of the tax core. */
    public static final Form FORM = new Form(
            "invoice-month",
            "public.fp_ydhz",
            List.of("hzbh", "djxh", "ssyf", "kjfs", "kjje", "kjse", "qdfs", "qdje", "qdse", "zffs", "hcje", "sjrq"));

    private static final double BUSINESSES = 0.33;

    public InvoiceBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("kjje", "issuedAmount", true),
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("sjrq", "asOf", false),
                        Faults.date1899("ssyf", "monthFrom", false),
                        Faults.negative("kjje", "issuedAmount", "-0.01"),
                        Faults.negative("kjfs", "issuedCount", "-1"),
                        Faults.missing("qdse", "receivedTax"),
                        Faults.fullWidth("djxh", "djxh")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.business() && dice.chance(BUSINESSES);
    }

    @Override
    Row good(Party party, Dice dice) {
        long issued = Money.around(dice, 500, 5_000_000);
        long received = Money.around(dice, 500, 4_000_000);
        return new Row(
                FORM,
                number("HZ", party),
                population.djxh(party, 0),
                lastMonth().toString(),
                Integer.toString(1 + dice.below(400)),
                Money.plain(issued),
                Money.plain(issued * 13 / 100),
                Integer.toString(dice.below(300)),
                Money.plain(received),
                Money.plain(received * 13 / 100),
                dice.chance(0.5) ? Integer.toString(dice.below(5)) : null,
                dice.chance(0.1) ? Money.plain(issued / 20) : null,
                spec.start().minusDays(1).toString());
    }
}
