package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 评估检查: of one business in twenty; half of them are closed. */
public final class InspectionBook extends PlainBook {
    /** Table {@code jc_ajxx} of the tax core. */
    public static final Form FORM = new Form(
            "inspection",
            "public.jc_ajxx",
            List.of(
                    "ajbh", "djxh", "jclx_dm", "ajly_mc", "jcsqq", "jcsqz", "larq", "jarq", "ajzt_dm", "cbsk", "znj",
                    "fk", "jl"));

    private static final double BUSINESSES = 0.05;
    private static final String CLOSED = "5";

    public InspectionBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("cbsk", "taxFound", true),
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("larq", "openedOn", false),
                        Faults.date1899("jcsqq", "periodFrom", false),
                        Faults.unknownCode("ajzt_dm", "stage", "9"),
                        Faults.unknownCode("jclx_dm", "kind", "8"),
                        Faults.negative("fk", "fine", "-1.00"),
                        Faults.missing("larq", "openedOn"),
                        Faults.fullWidth("djxh", "djxh")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.business() && dice.chance(BUSINESSES);
    }

    @Override
    Row good(Party party, Dice dice) {
        LocalDate opened = dice.between(spec.start().minusYears(3), spec.start().minusDays(60));
        int year = opened.getYear() - 1;
        String stage = dice.pick(List.of("1", "2", "3", "4", CLOSED, CLOSED, CLOSED, CLOSED));
        boolean closed = stage.equals(CLOSED);
        long found = closed && dice.chance(0.7) ? Money.around(dice, 1_000, 2_000_000) : 0;
        return new Row(
                FORM,
                number("JC", party),
                population.djxh(party, 0),
                dice.pick(List.of("1", "1", "2", "3")),
                dice.pick(List.of("风险推送", "举报", "随机抽查", "上级交办")),
                LocalDate.of(year, 1, 1).toString(),
                LocalDate.of(year, 12, 31).toString(),
                opened.toString(),
                closed ? opened.plusDays(dice.below(59)).toString() : null,
                stage,
                closed ? Money.plain(found) : null,
                closed ? Money.plain(found / 20) : null,
                closed ? Money.plain(found / 2) : null,
                closed ? (found > 0 ? "少缴税款，已补缴" : "未发现问题") : null);
    }
}
