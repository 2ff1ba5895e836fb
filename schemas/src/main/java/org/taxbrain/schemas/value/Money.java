package org.taxbrain.schemas.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts to whole fen (or the minor unit of another currency), exactly: {@code 1,100,000.00}, {@code 650万}, {@code ￥12.5},
 * {@code -} for zero. What is no whole number of fen is refused, never rounded. Immutable.
 */
public final class Money {
    /** What {@link #fen} answers for a text that is no amount. */
    public static final long NONE = Long.MIN_VALUE;

    private static final Pattern FORM = Pattern.compile(
            "(?:[¥$]|CNY ?|RMB ?)?([+-]?)((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|\\.\\d+) ?(亿|億|万|萬|)(?:元|圆|圓|)");

    /** Unit of a number that stands alone. */
    public enum Unit {
        YUAN(100),
        WAN(1_000_000),
        FEN(1);

        private final long fen;

        Unit(long fen) {
            this.fen = fen;
        }

        /**
         * The unit of a descriptor.
         *
         * @param name yuan, wan or fen; null: yuan
         * @throws IllegalArgumentException if it is none of them
         */
        public static Unit named(String name) {
            if (name == null) {
                return YUAN;
            }
            return switch (name) {
                case "yuan" -> YUAN;
                case "wan" -> WAN;
                case "fen" -> FEN;
                default -> throw new IllegalArgumentException("unknown unit " + name + ", use yuan, wan or fen");
            };
        }
    }

    private final Unit unit;

    public Money(Unit unit) {
        this.unit = unit;
    }

    /**
     * The amount in fen; {@link #NONE} if the text is no amount, has a part of a fen, or is beyond a long.
     *
     * @param text not null, as {@link org.taxbrain.schemas.text.Text#normalise} gives it
     */
    public long fen(String text) {
        long plain = unit == Unit.YUAN ? plainYuan(text) : NONE;
        if (plain != NONE) {
            return plain;
        }
        if (text.equals("-") || text.equals("--") || text.equals("—")) {
            return 0;
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return NONE;
        }
        BigDecimal number = new BigDecimal(m.group(1) + m.group(2).replace(",", ""));
        try {
            return number.multiply(factor(m)).longValueExact();
        } catch (ArithmeticException e) {
            return NONE;
        }
    }

    /** A unit that the text itself states wins over the descriptor's. */
    private BigDecimal factor(Matcher m) {
        return BigDecimal.valueOf(
                switch (m.group(3)) {
                    case "亿", "億" -> 10_000_000_000L;
                    case "万", "萬" -> Unit.WAN.fen;
                    default -> m.end() > m.end(3) ? Unit.YUAN.fen : unit.fen;
                });
    }

    /** The form of nearly every amount, {@code -123.45}, without a matcher and a BigDecimal; {@link #NONE} for any other. */
    private static long plainYuan(String text) {
        int n = text.length();
        int i = n > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (n == i || n > 16) {
            return NONE;
        }
        long value = 0;
        int decimals = -1;
        for (int at = i; at < n; at++) {
            char c = text.charAt(at);
            if (c == '.' && decimals < 0 && at > i && at < n - 1) {
                decimals = 0;
            } else if (c >= '0' && c <= '9' && decimals < 2) {
                value = value * 10 + c - '0';
                decimals += decimals < 0 ? 0 : 1;
            } else {
                return NONE;
            }
        }
        for (int d = Math.max(decimals, 0); d < 2; d++) {
            value *= 10;
        }
        return i == 1 ? -value : value;
    }
}
