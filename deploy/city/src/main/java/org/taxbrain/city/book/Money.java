package org.taxbrain.city.book;

import java.math.BigDecimal;
import org.taxbrain.city.id.Dice;

/** Amounts in fen, and how departments write them. */
final class Money {
    private Money() {}

    /** Yuan with two decimals, such as 1100000.00. */
    static String plain(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    /** Yuan with commas, such as 1,100,000.00. */
    static String commas(long fen) {
        String plain = plain(fen);
        StringBuilder out = new StringBuilder(plain);
        int first = plain.startsWith("-") ? 1 : 0;
        for (int i = plain.length() - 6; i > first; i -= 3) {
            out.insert(i, ',');
        }
        return out.toString();
    }

    /** An amount in fen between two in yuan; small ones are more frequent. */
    static long around(Dice dice, long lowYuan, long highYuan) {
        double share = dice.share();
        double yuan = lowYuan * Math.pow((double) highYuan / lowYuan, share);
        return (long) yuan * 100 + (dice.chance(0.5) ? 0 : dice.below(100));
    }
}
