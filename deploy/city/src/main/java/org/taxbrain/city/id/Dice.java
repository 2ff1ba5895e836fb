package org.taxbrain.city.id;

import java.time.LocalDate;
import java.util.List;

/** A small random source that follows from a seed, a purpose and an index, so that any row can be computed again. */
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice for one purpose and one index; equal arguments roll equal numbers. */
    public static Dice of(long seed, String purpose, long index) {
        return new Dice(mix(mix(seed + GOLDEN * purpose.hashCode()) + GOLDEN * index));
    }

    /** The next 64 bits (SplitMix64). */
    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A whole number from 0 to below a bound. */
    public int below(int bound) {
        return (int) below((long) bound);
    }

    /** A whole number from 0 to below a bound. */
    public long below(long bound) {
        // the bias of the remainder is below 2^-20 for every bound used here
        return Long.remainderUnsigned(next(), bound);
    }

    /** A whole number between two, both included. */
    public long between(long low, long high) {
        return low + below(high - low + 1);
    }

    /** A day between two, both included. */
    public LocalDate between(LocalDate low, LocalDate high) {
        return high.isBefore(low) ? high : LocalDate.ofEpochDay(between(low.toEpochDay(), high.toEpochDay()));
    }

    /** A share from 0 to below 1. */
    public double share() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** True in the given share of the cases. */
    public boolean chance(double probability) {
        return share() < probability;
    }

    /** One of a list. */
    public <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    /** One of the characters of a text. */
    public String pickChar(String text) {
        int i = below(text.length());
        return text.substring(i, i + 1);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
