package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 年度汇总: the last year of one person in eight. */
public final class MedicalYearBook extends PlainBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "medical-year",
            "medical-year",
            List.of(
                    "stat_id",
                    "stat_year",
                    "certno",
                    "psn_name",
                    "setl_cnt",
                    "medfee_sumamt",
                    "fund_pay_sumamt",
                    "psn_selfpay",
                    "psn_ownpay",
                    "stat_date"));

    /** Column that the control total sums. */
    public static final String TOTAL = "medfee_sumamt";

    private static final double TOLD = 0.12;

    public MedicalYearBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("psn_selfpay", "selfPay", true),
                List.of(
                        Faults.checkDigit("certno", "residentId", "resident-id"),
                        Faults.date2070("stat_date", "summedOn", true),
                        Faults.rocDate("stat_date", "summedOn"),
                        Faults.negative("psn_selfpay", "selfPay", "-1.00"),
                        Faults.missing("psn_name", "name"),
                        Faults.missing("psn_selfpay", "selfPay"),
                        Faults.missingKey("stat_id", "yearNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("certno", "residentId"),
                        Faults.oldId("certno", "residentId"),
                        Faults.lowerX("certno", "residentId"),
                        Faults.commas("psn_selfpay", "selfPay")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.idType() == IdType.RESIDENT_ID && dice.chance(TOLD);
    }

    @Override
    Row good(Party party, Dice dice) {
        int year = spec.start().getYear() - 1;
        long total = Money.around(dice, 100, 400_000);
        long fund = total * dice.between(30, 75) / 100;
        long own = (total - fund) * dice.between(0, 30) / 100;
        return new Row(
                FORM,
                number("ND" + year, party),
                Integer.toString(year),
                party.id(),
                party.name(),
                Integer.toString(1 + dice.below(20)),
                Money.plain(total),
                Money.plain(fund),
                Money.plain(total - fund - own),
                Money.plain(own),
                Numbers.compact(LocalDate.of(year + 1, 1, 31)));
    }

    @Override
    List<String> amounts() {
        return List.of(TOTAL);
    }
}
