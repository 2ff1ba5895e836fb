package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 专项附加扣除: one deduction of one person in eight, at times for a relative or by a loan. */
public final class DeductionBook extends PlainBook {
    /** Table {@code gs_zxfjkc}, beside those of the tax core. */
    public static final Form FORM = new Form(
            "special-deduction",
            "public.gs_zxfjkc",
            List.of(
                    "cjbh",
                    "kcnd",
                    "xm",
                    "zjzl_dm",
                    "zjhm",
                    "kclx_dm",
                    "kcje",
                    "ftbl",
                    "yxqq",
                    "yxqz",
                    "gxr_xm",
                    "gxr_zjzl_dm",
                    "gxr_zjhm",
                    "dkhtbh"));

    private static final double CLAIMED = 0.12;
    private static final String HOUSING_LOAN = "03";
    private static final List<String> FOR_RELATIVES = List.of("01", "05", "07");
    /** Yuan a year, by the kind of the deduction: the amounts since 2023. */
    private static final Map<String, Long> A_YEAR =
            Map.of("01", 24_000L, "02", 4_800L, HOUSING_LOAN, 12_000L, "04", 18_000L, "05", 36_000L, "07", 24_000L);

    public DeductionBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("kcje", "amount", true),
                List.of(
                        Faults.checkDigit("zjhm", "id", "identifier-of"),
                        Faults.date1899("yxqq", "from", false),
                        Faults.unknownCode("kclx_dm", "kind", "19"),
                        Faults.unknownCode("zjzl_dm", "idType", "999"),
                        Faults.negative("kcje", "amount", "-1000.00"),
                        Faults.missing("xm", "name"),
                        Faults.missing("kcje", "amount"),
                        Faults.fullWidth("zjhm", "id"),
                        Faults.oldId("zjhm", "id"),
                        Faults.lowerX("zjhm", "id")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return !party.business() && dice.chance(CLAIMED);
    }

    @Override
    Row good(Party party, Dice dice) {
        int year = spec.start().getYear() - 1;
        String kind = dice.pick(List.of("01", "01", "02", HOUSING_LOAN, HOUSING_LOAN, "04", "05", "06", "07"));
        boolean shared = dice.chance(0.3);
        long amount =
                A_YEAR.containsKey(kind) ? A_YEAR.get(kind) * 100 / (shared ? 2 : 1) : Money.around(dice, 100, 80_000);
        Party relative = FOR_RELATIVES.contains(kind) ? population.anyResident(dice) : null;
        return new Row(
                FORM,
                number("ZXKC", party),
                Integer.toString(year),
                party.name(),
                party.idType().taxCore(),
                party.id(),
                kind,
                Money.plain(amount),
                A_YEAR.containsKey(kind) ? (shared ? "50.00" : "100.00") : null,
                LocalDate.of(year, 1, 1).toString(),
                LocalDate.of(year, 12, 31).toString(),
                relative == null ? null : relative.name(),
                relative == null ? null : relative.idType().taxCore(),
                relative == null ? null : relative.id(),
                kind.equals(HOUSING_LOAN) ? number("DK", party) : null);
    }
}
