package org.taxbrain.city.book;

import java.time.LocalDate;
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

/** 案款: what came in and was paid out, case by case; some movements without a split, some of cases that nobody lists. */
public final class FundsBook implements Book {
    /** Table behind the court's interface. */
    public static final Form FORM = new Form(
            "case-funds",
            "/api/case-funds",
            List.of(
                    "movement_id",
                    "case_no",
                    "direction",
                    "amount",
                    "principal",
                    "interest",
                    "costs",
                    "occurred_on",
                    "extra"));

    private static final int MOST = 4;
    private static final double SPLIT_UNKNOWN = 0.08;
    private static final double CASES_NOT_LISTED = 0.01;

    private final CitySpec spec;
    private final CaseBook cases;
    private final FaultTable faults;

    public FundsBook(CitySpec spec, CaseBook cases) {
        this.spec = spec;
        this.cases = cases;
        this.faults = new FaultTable(
                List.of(
                        Faults.wrongIdentifier("case_no", "caseNo", "case-no", "2024年第1234号"),
                        Faults.date2070("occurred_on", "occurredOn", false),
                        Faults.date1899("occurred_on", "occurredOn", false),
                        Faults.unknownCode("direction", "direction", "退"),
                        Faults.negative("amount", "amount", "-88.00"),
                        Faults.missing("amount", "amount"),
                        Faults.missing("case_no", "caseNo"),
                        Faults.fullWidth("case_no", "caseNo"),
                        Faults.dashForZero("costs", "costs"),
                        CaseBook.unknownField()),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long c = 0; c < cases.count(); c++) {
            int count = count(c);
            for (int k = 0; k < count; k++) {
                reader.accept(row(c, k));
            }
        }
        if (spec.dirt().of(Dirt.CASE_UNKNOWN) > 0) {
            long strangers = Math.max(1, Math.round(cases.count() * CASES_NOT_LISTED));
            for (long s = 0; s < strangers; s++) {
                reader.accept(stranger(s));
            }
        }
    }

    /** How many movements a case has at the start. */
    public int count(long c) {
        return Dice.of(spec.seed(), "funds", c).below(MOST + 1);
    }

    /** One movement, as the court holds it at the start. */
    public Row row(long c, int k) {
        return faults.soil(good(c, k), Dice.of(spec.seed(), "funds soil", c * MOST + k));
    }

    /** One movement without fault; the first of a case is always a receipt. */
    public Row good(long c, int k) {
        Dice dice = Dice.of(spec.seed(), "funds row", c * MOST + k);
        LocalDate day = dice.between(cases.filed(c).plusDays(1), spec.start().minusDays(1));
        boolean received = k == 0 || dice.chance(0.4);
        return movement(
                "AK" + Numbers.padded(c * MOST + k, 12), c, dice.below(1 + cases.successors(c)), received, day, dice);
    }

    /** A new movement of a case, under the number of the {@code s}th that goes on with it; 0: under its own. */
    public Row movement(String number, long c, int s, boolean received, LocalDate day, Dice dice) {
        long principal = Money.around(dice, 1_000, 300_000);
        long interest = cases.privateLending(c) || dice.chance(0.3) ? Money.around(dice, 100, 40_000) : 0;
        long costs = dice.chance(0.5) ? 0 : Money.around(dice, 20, 2_000);
        boolean unknown = dice.chance(SPLIT_UNKNOWN);
        boolean partly = dice.chance(0.5);
        return new Row(
                FORM,
                number,
                cases.number(c, s),
                received ? "收" : "付",
                Money.commas(principal + interest + costs),
                unknown && !partly ? null : Money.commas(principal),
                unknown ? null : Money.commas(interest),
                unknown ? null : Money.commas(costs),
                day.toString(),
                null);
    }

    /** A new movement that a reader must refuse. */
    public Row spoiled(String number, long c, LocalDate day, Dice dice) {
        return faults.spoil(movement(number, c, 0, true, day, dice), dice);
    }

    private Row stranger(long s) {
        Dice dice = Dice.of(spec.seed(), "funds of a stranger", s);
        long amount = Money.around(dice, 1_000, 90_000);
        Row row = new Row(
                FORM,
                "AKX" + Numbers.padded(s, 11),
                Numbers.caseNo(2018, Places.district(dice).court(), "执", 900_000 + s),
                "收",
                Money.commas(amount),
                Money.commas(amount),
                "0.00",
                "0.00",
                spec.start().minusDays(1 + dice.below(100)).toString(),
                null);
        row.mark(new Row.Mark(
                Dirt.CASE_UNKNOWN, null, "caseNo", "money of a case that the court does not list", null, null));
        return row;
    }
}
