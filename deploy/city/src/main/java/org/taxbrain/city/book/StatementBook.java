package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Fault;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 银行流水: entries of the court's and the bureau's accounts, day by day; most name a case, some name none. */
public final class StatementBook {
    /** What an entry holds; it is written as camt.053, not by columns. */
    public static final Form FORM = new Form(
            "bank-statement",
            "bank-statement",
            List.of("AcctSvcrRef", "CdtDbtInd", "Amt", "BookgDt", "CaseNo", "Ustrd"));

    /** How many accounts have a statement each day. */
    public static final int ACCOUNTS = 2;

    private static final double NAMES_A_CASE = 0.7;
    private static final int ENTRIES_A_THOUSAND_CASES = 150;

    private final CitySpec spec;
    private final Population population;
    private final CaseBook cases;
    private final FaultTable faults;

    public StatementBook(CitySpec spec, Population population, CaseBook cases) {
        this.spec = spec;
        this.population = population;
        this.cases = cases;
        this.faults = new FaultTable(
                List.of(
                        Faults.date2070("BookgDt", "bookedOn", false),
                        Faults.date1899("BookgDt", "bookedOn", false),
                        Faults.missing("BookgDt", "bookedOn"),
                        Faults.missingKey("AcctSvcrRef", "entryRef"),
                        Faults.wrongIdentifier("CaseNo", "caseNo", "case-no", "（2024）第1234号"),
                        fullWidthCase(),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact entry again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the reference again with other content")),
                spec.dirt());
    }

    /** Account number of an account. */
    public static String account(int account) {
        return account == 0 ? "1202020119900123456" : "3301040160001234567";
    }

    /** Name of an account's owner. */
    public static String owner(int account) {
        return account == 0 ? "杭州市中级人民法院案款专户" : "国家税务总局杭州市税务局待缴库税款专户";
    }

    /**
     * Entries of an account on a business day. An entry that stands twice in the file comes twice.
     *
     * @param day number of the business day, from 0; {@code days} is the day of changes
     */
    public void write(int day, int account, Consumer<Row> reader) {
        for (long n = 0; n < count(day, account); n++) {
            Row row = row(day, account, n);
            Twice.accept(row, first -> first.set("Ustrd", "附言待更正"), reader);
        }
    }

    /** Full-width digits behind the year, as bank clerks' input methods leave them. */
    private static Fault fullWidthCase() {
        return new Fault(Dirt.FULL_WIDTH, (row, dice) -> {
            String right = row.get("CaseNo");
            if (right != null) {
                String odd = right.substring(0, 6) + Numbers.fullWidth(right.substring(6));
                row.set("CaseNo", odd);
                row.mark(new Row.Mark(Dirt.FULL_WIDTH, null, "caseNo", null, odd, right));
            }
        });
    }

    private long count(int day, int account) {
        long usual = 2 + cases.count() * ENTRIES_A_THOUSAND_CASES / 1000;
        long spread = Dice.of(spec.seed(), "entries", day * 10L + account).below(1 + usual / 3);
        return account == 0 ? usual + spread : usual / 4 + spread;
    }

    private Row row(int day, int account, long n) {
        Row row = faults.soil(good(day, account, n), Dice.of(spec.seed(), "entry soil", serial(day, account, n)));
        if (row.get("CaseNo") != null) {
            row.set("Ustrd", row.get("CaseNo") + row.get("Ustrd"));
        }
        return row;
    }

    private Row good(int day, int account, long n) {
        Dice dice = Dice.of(spec.seed(), "entry", serial(day, account, n));
        LocalDate date = spec.start().plusDays(day);
        String caseNo = null;
        String text = dice.pick(List.of("利息收入", "手续费", "退汇", "诉讼费", "往来款"));
        if (dice.chance(NAMES_A_CASE)) {
            long c = dice.below(cases.count());
            caseNo = cases.number(c, dice.below(1 + cases.successors(c)));
            if (dice.chance(0.3)) {
                caseNo = caseNo.replace('（', '(').replace('）', ')');
            }
            text = "案款 " + population.any(dice).name();
        }
        return new Row(
                FORM,
                "YH" + Numbers.compact(date) + account + Numbers.padded(n, 9),
                dice.chance(0.6) ? "CRDT" : "DBIT",
                Money.plain(Money.around(dice, 10, 400_000)),
                date.toString(),
                caseNo,
                text);
    }

    private static long serial(int day, int account, long n) {
        return (n * 64 + day) * ACCOUNTS + account;
    }
}
