package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 国库收支: what the treasury booked for every third business. */
public final class TreasuryBook extends PlainBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "treasury-receipt",
            "treasury-receipt",
            List.of("凭证号", "业务类型", "预算科目代码", "预算级次", "金额", "国库名称", "缴款人识别号", "缴款人名称", "税票号码", "记账日期", "摘要"));

    /** Column that the control total sums. */
    public static final String TOTAL = "金额";

    private static final double BUSINESSES = 0.33;

    public TreasuryBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("摘要", "remark", false),
                List.of(
                        Faults.checkDigit("缴款人识别号", "payerId", "uscc"),
                        Faults.date2070("记账日期", "bookedOn", true),
                        Faults.rocDate("记账日期", "bookedOn"),
                        Faults.unknownCode("业务类型", "kind", "调拨"),
                        Faults.negative(TOTAL, "amount", "-1.00"),
                        Faults.missing("国库名称", "treasury"),
                        Faults.missingKey("凭证号", "voucherNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("缴款人识别号", "payerId"),
                        Faults.commas(TOTAL, "amount")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.business() && dice.chance(BUSINESSES);
    }

    @Override
    Row good(Party party, Dice dice) {
        return new Row(
                FORM,
                number("GK", party),
                dice.pick(List.of("入库", "入库", "入库", "入库", "入库", "入库", "退库", "退回")),
                dice.pick(List.of("1010101", "1010104", "1010109", "101010103")),
                dice.pick(List.of("中央", "省级", "市级", "区县级", "共享")),
                Money.plain(Money.around(dice, 10, 500_000)),
                "国家金库杭州市" + Places.district(dice).name() + "支库",
                party.id(),
                party.name(),
                dice.chance(0.1) ? null : number("333016", party),
                Numbers.compact(spec.start().minusDays(dice.below(30))),
                dice.chance(0.5) ? "税款" : null);
    }

    @Override
    List<String> amounts() {
        return List.of(TOTAL);
    }
}
