package org.taxbrain.city.day;

import java.util.function.LongPredicate;
import org.taxbrain.city.id.Permutation;

/** Walks over the rows of a book in an order of its own and stops at those that fit. */
final class Cursor {
    /** A book of millions is not searched to its end for one change. */
    private static final long MOST_LOOKS = 50_000;

    private final Permutation order;
    private final boolean again;
    private long position;

    /** @param again whether it begins anew after the last row, so that a row may come several times */
    Cursor(long seed, String purpose, long size, boolean again) {
        this.order = new Permutation(seed, "day " + purpose, size);
        this.again = again;
    }

    /** The next that fits, or -1. */
    long next(LongPredicate fits) {
        long looks = Math.min(MOST_LOOKS, order.size());
        for (long i = 0; i < looks; i++) {
            if (!again && position >= order.size()) {
                return -1;
            }
            long index = order.at(position++ % order.size());
            if (fits.test(index)) {
                return index;
            }
        }
        return -1;
    }

    /** How often it has been through all rows. */
    long round() {
        return (position - 1) / order.size();
    }
}
