package org.taxbrain.city.id;

/** Spreads the numbers below a size over the same numbers, each exactly once, as a seed says. */
public final class Permutation {
    private final long factor;
    private final long offset;
    private final long size;

    /** @param size how many numbers there are, from 1 to 2^31, so that a product of two fits a long */
    public Permutation(long seed, String purpose, long size) {
        if (size < 1 || size > 1L << 31) {
            throw new IllegalArgumentException("size " + size + " is not between 1 and 2^31");
        }
        Dice dice = Dice.of(seed, "permutation " + purpose, 0);
        long candidate = 1 + dice.below(size);
        while (commonDivisor(candidate, size) != 1) {
            candidate++;
        }
        this.size = size;
        this.factor = candidate % size;
        this.offset = dice.below(size);
    }

    /** The number that stands at an index. */
    public long at(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index " + index + " is not below " + size);
        }
        return (index * factor + offset) % size;
    }

    /** How many numbers there are. */
    public long size() {
        return size;
    }

    private static long commonDivisor(long a, long b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
