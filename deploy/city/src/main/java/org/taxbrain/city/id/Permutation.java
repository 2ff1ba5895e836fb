package org.taxbrain.city.id;

import java.math.BigInteger;

/** Spreads the numbers below a size over the same numbers, each exactly once, as a seed says. */
public final class Permutation {
    private final BigInteger factor;
    private final BigInteger offset;
    private final BigInteger size;

    /** @param size how many numbers there are, at least 1 */
    public Permutation(long seed, String purpose, long size) {
        Dice dice = Dice.of(seed, "permutation " + purpose, 0);
        this.size = BigInteger.valueOf(size);
        BigInteger candidate = BigInteger.valueOf(1 + dice.below(size));
        while (!candidate.gcd(this.size).equals(BigInteger.ONE)) {
            candidate = candidate.add(BigInteger.ONE);
        }
        this.factor = candidate;
        this.offset = BigInteger.valueOf(dice.below(size));
    }

    /** The number that stands at an index. */
    public long at(long index) {
        if (index < 0 || BigInteger.valueOf(index).compareTo(size) >= 0) {
            throw new IllegalArgumentException("index " + index + " is not below " + size);
        }
        return BigInteger.valueOf(index).multiply(factor).add(offset).mod(size).longValueExact();
    }

    /** How many numbers there are. */
    public long size() {
        return size.longValueExact();
    }
}
