package org.taxbrain.schemas.check;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A least or greatest number, itself allowed; of money in its minor unit. */
public final class Bound {
    private final boolean least;
    private final BigDecimal limit;
    private final long wholeLimit;
    private final String expected;

    Bound(boolean least, BigDecimal limit) {
        this.least = least;
        this.limit = limit;
        this.wholeLimit = limit.setScale(0, least ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .longValueExact();
        this.expected = (least ? "expected at least " : "expected at most ") + limit.toPlainString();
    }

    /** What was expected, or null if the number is within the bound. */
    public String fault(long number) {
        return (least ? number >= wholeLimit : number <= wholeLimit) ? null : expected;
    }

    /** What was expected, or null if the number is within the bound. */
    public String fault(BigDecimal number) {
        int c = number.compareTo(limit);
        return (least ? c >= 0 : c <= 0) ? null : expected;
    }
}
