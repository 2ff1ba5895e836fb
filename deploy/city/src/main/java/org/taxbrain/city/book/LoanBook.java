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

/** 住房贷款: the loans behind most mortgages of homes, of the holder and at times of somebody else with them. */
public final class LoanBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "housing-loan",
            "housing-loan",
            List.of(
                    "合同编号",
                    "不动产单元号",
                    "借款人姓名",
                    "借款人证件种类",
                    "借款人证件号码",
                    "共同借款人姓名",
                    "共同借款人证件种类",
                    "共同借款人证件号码",
                    "首套标志",
                    "贷款金额",
                    "贷款状态",
                    "发放日期",
                    "到期日期"));

    /** Column that the control total sums. */
    public static final String TOTAL = "贷款金额";

    private static final double BY_LOAN = 0.7;
    private static final double TOGETHER = 0.4;
    private static final double FIRST_HOME = 0.7;
    private static final double CHANGED_BY_THE_DAY = 0.05;
    private static final List<String> STATES = List.of("正常", "正常", "正常", "正常", "逾期", "结清");

    private final CitySpec spec;
    private final Population population;
    private final PropertyBook rights;
    private final MortgageBook mortgages;
    private final FaultTable faults;

    public LoanBook(CitySpec spec, Population population, PropertyBook rights) {
        this.spec = spec;
        this.population = population;
        this.rights = rights;
        this.mortgages = new MortgageBook(spec, rights);
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("借款人证件号码", "borrowerId", "identifier-of"),
                        Faults.cutIdentifier("不动产单元号", "unitNo", "unit-no"),
                        Faults.date2070("发放日期", "from", true),
                        Faults.date1899("发放日期", "from", true),
                        Faults.rocDate("发放日期", "from"),
                        Faults.unknownCode("贷款状态", "status", "核销"),
                        Faults.negative(TOTAL, "amount", "-1.00"),
                        Faults.missing("借款人姓名", "borrowerName"),
                        Faults.missingKey("合同编号", "loanNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("借款人证件号码", "borrowerId"),
                        Faults.oldId("借款人证件号码", "borrowerId"),
                        Faults.lowerX("借款人证件号码", "borrowerId"),
                        Faults.commas(TOTAL, "amount")),
                spec.dirt());
    }

    /** All loans, as the bank sends them at first. */
    public void write(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (lent(index, k)) {
                Twice.accept(row(index, k), LoanBook::earlier, reader);
            }
        });
    }

    /** What the bank sends on the day of changes: loans that were paid off since. */
    public void writeChanged(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (lent(index, k) && dice("loan changed", index, k).chance(CHANGED_BY_THE_DAY)) {
                Row row = good(index, k);
                row.set("贷款状态", "结清");
                row.set("到期日期", Numbers.compact(spec.lastDay()));
                reader.accept(row);
            }
        });
    }

    /** What the first of two rows with one key said. */
    private static void earlier(Row row) {
        row.set("贷款状态", "正常");
        row.set("到期日期", null);
    }

    private boolean lent(long index, int k) {
        return mortgages.count(index, k) > 0
                && !population.at(index).business()
                && dice("lent", index, k).chance(BY_LOAN);
    }

    private Row row(long index, int k) {
        Row row = faults.soil(good(index, k), dice("loan soil", index, k));
        if (row.has(Dirt.TOO_MANY_COLUMNS) || row.has(Dirt.CHARSET)) {
            // nobody need agree on how to sum an amount in a row that can't be read
            row.set(TOTAL, "0.00");
        }
        return row;
    }

    private Row good(long index, int k) {
        Dice dice = dice("loan", index, k);
        Party borrower = population.at(index);
        Party other = dice.chance(TOGETHER) ? population.anyResident(dice) : borrower;
        boolean together = other.index() != borrower.index();
        LocalDate from = dice.between(rights.registered(index, k), spec.start().minusDays(1));
        return new Row(
                FORM,
                "DK" + Numbers.running(from, PropertyBook.serial(index, k)),
                rights.unit(index, k),
                borrower.name(),
                borrower.idType().court(),
                borrower.id(),
                together ? other.name() : null,
                together ? other.idType().court() : null,
                together ? other.id() : null,
                dice.chance(FIRST_HOME) ? "是" : "否",
                Money.plain(Money.around(dice, 200_000, 6_000_000)),
                dice.pick(STATES),
                Numbers.compact(from),
                dice.chance(0.05) ? null : Numbers.compact(from.plusYears(dice.between(5, 30))));
    }

    private Dice dice(String purpose, long index, int k) {
        return Dice.of(spec.seed(), purpose, PropertyBook.serial(index, k));
    }
}
