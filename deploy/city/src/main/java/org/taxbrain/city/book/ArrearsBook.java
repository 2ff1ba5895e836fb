package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 欠税: one to three assessments for every eighth taxpayer; a few of somebody whom the register doesn't know. */
public final class ArrearsBook implements Book {
    /** Table {@code zs_qsxx} of the tax core. */
    public static final Form FORM = new Form(
            "tax-arrears",
            "public.zs_qsxx",
            List.of("qsbh", "djxh", "zsxm_mc", "skssqq", "skssqz", "jkqx", "ybse", "qjye", "sjrq"));

    private static final List<String> TAXES =
            List.of("增值税", "企业所得税", "个人所得税", "城镇土地使用税", "房产税", "印花税", "土地增值税", "环境保护税");
    private static final double IN_ARREARS = 0.12;
    private static final double NOT_REGISTERED = 0.02;
    private static final double PAID_UP = 0.1;
    private static final int MOST = 3;

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public ArrearsBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("jkqx", "dueOn", false),
                        Faults.date1899("jkqx", "dueOn", false),
                        Faults.date1899("skssqq", "periodFrom", false),
                        Faults.negative("ybse", "assessed", "-1000.00"),
                        Faults.negative("qjye", "open", "-0.01"),
                        Faults.missing("zsxm_mc", "tax"),
                        Faults.missing("jkqx", "dueOn"),
                        Faults.missing("qjye", "open"),
                        Faults.fullWidth("djxh", "djxh")),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            int count = count(i);
            for (int k = 0; k < count; k++) {
                reader.accept(row(i, k));
            }
        }
    }

    /** How many assessments the taxpayer at an index has open. */
    public int count(long index) {
        Dice dice = Dice.of(spec.seed(), "arrears", index);
        return dice.chance(IN_ARREARS) ? 1 + dice.below(MOST) : 0;
    }

    /** One assessment, as it stands in the table at the start. */
    public Row row(long index, int k) {
        return faults.soil(good(index, k), Dice.of(spec.seed(), "arrears soil", index * MOST + k));
    }

    /** One assessment without fault. */
    public Row good(long index, int k) {
        Dice dice = Dice.of(spec.seed(), "arrears row", index * MOST + k);
        Party party = population.at(index);
        // somebody who left the city before the register was kept: the file has nothing but the debt
        int registration = dice.chance(NOT_REGISTERED) ? 3 : 0;
        LocalDate period = dice.between(LocalDate.of(2019, 1, 1), spec.start().minusMonths(3))
                .withDayOfMonth(1);
        return row(
                "QS" + Numbers.padded(index * MOST + k, 11),
                population.djxh(party, registration),
                period,
                spec.start().minusDays(1),
                dice);
    }

    /** A new assessment of a taxpayer, made on a day. */
    public Row fresh(String number, String djxh, LocalDate day, Dice dice) {
        return row(number, djxh, day.minusMonths(1 + dice.below(3)).withDayOfMonth(1), day, dice);
    }

    /** A new assessment that a reader must refuse. */
    public Row spoiled(String number, String djxh, LocalDate day, Dice dice) {
        return faults.spoil(fresh(number, djxh, day, dice), dice);
    }

    private static Row row(String number, String djxh, LocalDate period, LocalDate asOf, Dice dice) {
        long assessed = Money.around(dice, 50, 800_000);
        long open = dice.chance(PAID_UP) ? 0 : dice.chance(0.7) ? assessed : dice.below(assessed);
        LocalDate last = period.plusMonths(1).minusDays(1);
        LocalDate due = last.plusDays(15);
        return new Row(
                FORM,
                number,
                djxh,
                dice.pick(TAXES),
                period.toString(),
                last.toString(),
                (due.isAfter(asOf) ? asOf : due).toString(),
                Money.plain(assessed),
                Money.plain(open),
                asOf.toString());
    }
}
