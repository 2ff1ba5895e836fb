package org.taxbrain.city.book;

import java.util.List;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Usccs;

/** The banks that lend on homes; a few of them, so that each has a great part of all mortgages. */
final class Banks {
    private static final List<String> NAMES = List.of(
            "杭州湖滨银行股份有限公司", "钱塘商业银行股份有限公司", "浙北农村商业银行股份有限公司", "江南建设银行股份有限公司杭州分行", "东海工商银行股份有限公司浙江省分行", "杭州市住房公积金管理中心");
    /** Beyond the index of any taxpayer. */
    private static final long FIRST = 800_000_000;

    private final Usccs usccs;

    Banks(long seed) {
        usccs = new Usccs(seed);
    }

    /** A bank and its USCC. */
    record Bank(String name, String uscc) {}

    Bank any(Dice dice) {
        int n = dice.below(NAMES.size());
        return new Bank(NAMES.get(n), usccs.of(FIRST + n, false));
    }
}
