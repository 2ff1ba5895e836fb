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

/** 股东出资: up to three shareholders of every company, persons for the most part. */
public final class ShareholderBook implements Book {
    /** Table behind the market regulator's interface. */
    public static final String TABLE = "public.shareholder";

    /** Path and columns. */
    public static final Form FORM = new Form(
            "shareholder",
            "/api/shareholders",
            List.of(
                    "contribution_no",
                    "uscc",
                    "business_name",
                    "name",
                    "id_type",
                    "id",
                    "subscribed",
                    "paid_in",
                    "share",
                    "form",
                    "contributed_on",
                    "left_on",
                    "extra"));

    /** So many shareholders one company has at most. */
    public static final int MOST = 3;

    private static final double FIRMS = 0.1;
    private static final double LEFT = 0.08;
    private static final List<String> SHARES = List.of("10", "20.5", "33.33", "49", "51", "66.67", "100");
    private static final List<String> FORMS = List.of("货币", "货币", "货币", "实物", "知识产权");
    private static final LocalDate FIRST = LocalDate.of(2001, 3, 1);

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public ShareholderBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("id", "id", "identifier-of"),
                        Faults.cutIdentifier("uscc", "uscc", "uscc"),
                        Faults.date2070("contributed_on", "contributedOn", false),
                        Faults.date1899("contributed_on", "contributedOn", false),
                        Faults.unknownCode("form", "form", "债权"),
                        Faults.unknownCode("id_type", "idType", "户口簿"),
                        Faults.negative("subscribed", "subscribed", "-5.00"),
                        Faults.missing("name", "name"),
                        Faults.missing("subscribed", "subscribed"),
                        Faults.fullWidth("uscc", "uscc"),
                        Faults.oldId("id", "id"),
                        Faults.lowerX("id", "id"),
                        CaseBook.unknownField()),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            for (int s = 0; s < MOST; s++) {
                if (has(i, s)) {
                    reader.accept(row(i, s));
                }
            }
        }
    }

    /** Whether the taxpayer at an index is a company that has the shareholder of a number. */
    public boolean has(long index, int s) {
        return (s == 0 || Dice.of(spec.seed(), "shareholders", index).below(MOST) >= s)
                && population.at(index).business()
                && population.at(index).name().endsWith("公司");
    }

    /** One shareholder, as the regulator holds it at the start. */
    public Row row(long index, int s) {
        return faults.soil(good(index, s), Dice.of(spec.seed(), "shareholder soil", index * MOST + s));
    }

    private Row good(long index, int s) {
        Dice dice = Dice.of(spec.seed(), "shareholder", index * MOST + s);
        Party holder = dice.chance(FIRMS) ? population.any(dice) : population.anyResident(dice);
        LocalDate day = dice.between(FIRST, spec.start().minusDays(30));
        Row row = contributed("GD" + Numbers.padded(index * MOST + s, 12), index, holder, day, dice);
        if (dice.chance(LEFT)) {
            row.set("left_on", dice.between(day, spec.start().minusDays(1)).toString());
        }
        return row;
    }

    /** What somebody has contributed to the company at an index from a day on. */
    public Row contributed(String number, long index, Party holder, LocalDate day, Dice dice) {
        Party business = population.at(index);
        long subscribed = dice.between(1, 900) * 100;
        return new Row(
                FORM,
                number,
                business.id(),
                business.name(),
                holder.name(),
                holder.idType().court(),
                holder.id(),
                Money.plain(subscribed),
                dice.chance(0.2) ? null : Money.plain(dice.below(subscribed + 1)),
                dice.pick(SHARES),
                dice.pick(FORMS),
                day.toString(),
                null,
                null);
    }
}
