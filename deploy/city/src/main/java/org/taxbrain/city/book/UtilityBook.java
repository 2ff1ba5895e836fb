package org.taxbrain.city.book;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 非居民水电用量: a meter of most businesses, and of few people who trade without being registered. */
public final class UtilityBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "utility-usage",
            "utility-usage",
            List.of("户号", "用能月份", "用能类别", "户名", "统一社会信用代码", "用能地址", "用量", "金额", "抄表日期"));

    /** Column that the control total sums. */
    public static final String TOTAL = "金额";

    private static final double METERED = 0.9;
    private static final double UNREGISTERED = 0.01;
    private static final double CODE_KNOWN = 0.85;
    private static final List<String> KINDS = List.of("电", "电", "电", "水", "气");

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public UtilityBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("统一社会信用代码", "uscc", "uscc"),
                        Faults.date2070("抄表日期", "readOn", true),
                        Faults.date1899("抄表日期", "readOn", true),
                        Faults.rocDate("抄表日期", "readOn"),
                        Faults.unknownCode("用能类别", "kind", "热"),
                        Faults.negative("用量", "usage", "-3"),
                        Faults.missing("户名", "customer"),
                        Faults.missingKey("户号", "meterNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("统一社会信用代码", "uscc"),
                        Faults.commas(TOTAL, "amount")),
                spec.dirt());
    }

    /** All meters, as they were read in a month. */
    public void write(YearMonth month, Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            boolean business = population.at(i).business();
            if (Dice.of(spec.seed(), "metered", i).chance(business ? METERED : UNREGISTERED)) {
                Twice.accept(row(i, month), row -> row.set("用量", "0"), reader);
            }
        }
    }

    private Row row(long index, YearMonth month) {
        Row row = faults.soil(good(index, month), dice("meter soil", index, month));
        if (row.has(Dirt.TOO_MANY_COLUMNS) || row.has(Dirt.CHARSET)) {
            // nobody need agree on how to sum an amount in a row that can't be read
            row.set(TOTAL, "0.00");
        }
        return row;
    }

    private Row good(long index, YearMonth month) {
        Dice meter = Dice.of(spec.seed(), "meter", index);
        Party customer = population.at(index);
        String kind = meter.pick(KINDS);
        boolean known = customer.business() && meter.chance(CODE_KNOWN);
        String address = Places.premises(Places.district(meter), meter);
        Dice dice = dice("meter read", index, month);
        LocalDate read = month.atDay(1 + dice.below(month.lengthOfMonth()));
        return new Row(
                FORM,
                "FJM" + Numbers.padded(index, 10),
                Numbers.compact(month.atDay(1)).substring(0, 6),
                kind,
                customer.name(),
                known ? customer.id() : null,
                address,
                Long.toString(dice.below(90_000)) + (dice.chance(0.5) ? "" : ".5"),
                Money.plain(Money.around(dice, 30, 90_000)),
                Numbers.compact(read));
    }

    private Dice dice(String purpose, long index, YearMonth month) {
        return Dice.of(spec.seed(), purpose + " " + month, index);
    }
}
