package org.taxbrain.jobs.file.kernel;

import java.math.BigInteger;

/**
 * A sum of money. Each part is a long that fits; the sum of many might not, and must neither wrap around nor stop the
 * job for everyone: it is exact, and a document whose sum no index can hold is refused by the index, alone.
 */
final class Fen {
    private BigInteger beyond = BigInteger.ZERO;
    private long sum;

    void add(long fen) {
        long next = sum + fen;
        if (((sum ^ next) & (fen ^ next)) < 0) {
            beyond = beyond.add(BigInteger.valueOf(sum));
            next = fen;
        }
        sum = next;
    }

    /** A part that may not be stated. */
    void addStated(Long fen) {
        if (fen != null) {
            add(fen);
        }
    }

    BigInteger total() {
        return beyond.add(BigInteger.valueOf(sum));
    }
}
