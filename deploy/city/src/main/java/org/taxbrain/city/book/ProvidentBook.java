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

/** 公积金贷款: of one person in ten who has a home, at times with somebody else. */
public final class ProvidentBook extends PlainBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "provident-loan",
            "provident-loan",
            List.of(
                    "借款合同编号",
                    "不动产单元号",
                    "借款人姓名",
                    "借款人证件种类",
                    "借款人证件号码",
                    "共同借款人姓名",
                    "共同借款人证件种类",
                    "共同借款人证件号码",
                    "首套房贷款",
                    "贷款金额",
                    "贷款余额",
                    "贷款状态",
                    "放款日期",
                    "到期日期"));

    /** Column that the control total sums. */
    public static final String TOTAL = "贷款金额";

    private static final double LENT = 0.1;
    private static final double TOGETHER = 0.4;
    private static final long MOST_YUAN = 1_300_000;

    private final PropertyBook rights;

    public ProvidentBook(CitySpec spec, Population population, PropertyBook rights) {
        super(
                spec,
                population,
                FORM,
                new Varying("贷款余额", "balance", true),
                List.of(
                        Faults.checkDigit("借款人证件号码", "borrowerId", "identifier-of"),
                        Faults.cutIdentifier("不动产单元号", "unitNo", "unit-no"),
                        Faults.date2070("放款日期", "from", true),
                        Faults.date1899("放款日期", "from", true),
                        Faults.unknownCode("贷款状态", "status", "核销"),
                        Faults.negative("贷款余额", "balance", "-1.00"),
                        Faults.missing("借款人姓名", "borrowerName"),
                        Faults.missingKey("借款合同编号", "loanNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("借款人证件号码", "borrowerId"),
                        Faults.oldId("借款人证件号码", "borrowerId"),
                        Faults.lowerX("借款人证件号码", "borrowerId"),
                        Faults.commas(TOTAL, "amount")));
        this.rights = rights;
    }

    @Override
    boolean has(Party party, Dice dice) {
        return !party.business() && rights.count(party.index()) > 0 && dice.chance(LENT);
    }

    @Override
    Row good(Party party, Dice dice) {
        Party other = dice.chance(TOGETHER) ? population.anyResident(dice) : party;
        boolean together = other.index() != party.index();
        LocalDate from =
                dice.between(rights.registered(party.index(), 0), spec.start().minusDays(1));
        long amount = Money.around(dice, 100_000, MOST_YUAN);
        boolean settled = dice.chance(0.1);
        return new Row(
                FORM,
                number("GJJ", party),
                rights.unit(party.index(), 0),
                party.name(),
                party.idType().court(),
                party.id(),
                together ? other.name() : null,
                together ? other.idType().court() : null,
                together ? other.id() : null,
                dice.chance(0.7) ? "是" : "否",
                Money.plain(amount),
                Money.plain(settled ? 0 : amount * dice.between(5, 100) / 100),
                settled ? "结清" : dice.chance(0.03) ? "逾期" : "正常",
                Numbers.compact(from),
                Numbers.compact(from.plusYears(dice.between(5, 30))));
    }

    @Override
    List<String> amounts() {
        return List.of(TOTAL);
    }
}
