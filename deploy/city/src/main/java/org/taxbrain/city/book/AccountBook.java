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

/** 银行账户: the account that every fourth business reported, and the bank's answer to the bureau's check of it. */
public final class AccountBook extends PlainBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "bank-account",
            "bank-account",
            List.of(
                    "应答编号", "查询请求编号", "批准文号", "请求日期", "纳税人识别号", "账户名称", "账号", "联行号", "开户银行", "账户性质", "核查结果", "应答日期",
                    "备注"));

    private static final double BUSINESSES = 0.25;

    public AccountBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("备注", "remark", false),
                List.of(
                        Faults.checkDigit("纳税人识别号", "holderId", "uscc"),
                        Faults.date2070("应答日期", "answeredOn", true),
                        Faults.date1899("请求日期", "requestedOn", true),
                        Faults.unknownCode("核查结果", "result", "待核"),
                        Faults.unknownCode("账户性质", "kind", "储蓄账户"),
                        Faults.wrongIdentifier("联行号", "bankNo", "matches", "10333"),
                        Faults.missing("批准文号", "approvalNo"),
                        Faults.missingKey("应答编号", "answerNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("账号", "accountNo")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.business() && dice.chance(BUSINESSES);
    }

    @Override
    Row good(Party party, Dice dice) {
        LocalDate asked = spec.start().minusDays(10 + dice.below(80));
        Banks.Bank bank = new Banks(spec.seed()).any(dice);
        return new Row(
                FORM,
                number("YD", party),
                number("CX", party),
                "杭税查批〔" + asked.getYear() + "〕" + (1 + party.index() % 999) + "号",
                Numbers.compact(asked),
                party.id(),
                party.name(),
                "33" + Numbers.padded(party.index(), 17),
                "103331" + Numbers.padded(dice.below(1_000_000), 6),
                bank.name(),
                dice.pick(List.of("基本存款账户", "基本存款账户", "一般存款账户", "专用存款账户", "临时存款账户")),
                dice.pick(List.of("相符", "相符", "相符", "相符", "户名不符", "无此账户", "已销户")),
                Numbers.compact(asked.plusDays(dice.below(10))),
                null);
    }
}
