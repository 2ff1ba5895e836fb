package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 汇算清缴: the annual settlement of one person in eight. */
public final class SettlementBook extends PlainBook {
    /** Table {@code gs_ndhs}, beside those of the tax core. */
    public static final Form FORM = new Form(
            "annual-settlement",
            "public.gs_ndhs",
            List.of(
                    "hsbh",
                    "hsnd",
                    "xm",
                    "zjzl_dm",
                    "zjhm",
                    "sre",
                    "kchj",
                    "zxfjkchj",
                    "ynssde",
                    "ynse",
                    "yjse",
                    "ybtse",
                    "sbrq",
                    "hszt_dm"));

    private static final double SETTLED = 0.12;
    private static final long ALLOWANCE = 6_000_000;

    public SettlementBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("sre", "income", true),
                List.of(
                        Faults.checkDigit("zjhm", "id", "identifier-of"),
                        Faults.date2070("sbrq", "filedOn", false),
                        Faults.date1899("sbrq", "filedOn", false),
                        Faults.unknownCode("hszt_dm", "status", "6"),
                        Faults.negative("yjse", "prepaid", "-1.00"),
                        Faults.missing("ynse", "taxDue"),
                        Faults.missing("ybtse", "balance"),
                        Faults.fullWidth("zjhm", "id"),
                        Faults.oldId("zjhm", "id"),
                        Faults.lowerX("zjhm", "id")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return !party.business() && dice.chance(SETTLED);
    }

    @Override
    Row good(Party party, Dice dice) {
        int year = spec.start().getYear() - 2;
        long income = Money.around(dice, 40_000, 900_000);
        long special = 100 * dice.between(0, 60_000);
        long taxable = Math.max(0, income - ALLOWANCE - special);
        // one rate for all: nobody computes it again here
        long due = taxable / 10;
        long prepaid = dice.chance(0.2) ? due : due * dice.between(80, 120) / 100;
        String status = due == prepaid ? "1" : due > prepaid ? "2" : "3";
        return new Row(
                FORM,
                number("HS", party),
                Integer.toString(year),
                party.name(),
                party.idType().taxCore(),
                party.id(),
                Money.plain(income),
                Money.plain(ALLOWANCE + special),
                Money.plain(special),
                Money.plain(taxable),
                Money.plain(due),
                Money.plain(prepaid),
                Money.plain(due - prepaid),
                dice.between(LocalDate.of(year + 1, 3, 1), LocalDate.of(year + 1, 6, 30))
                        .toString(),
                status);
    }
}
