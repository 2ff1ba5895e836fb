package org.taxbrain.jobs.file.kernel;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** What measures come to. */
final class Totals implements Measures {
    private final Map<String, BigInteger> sums = new HashMap<>();
    private final Map<String, LocalDate> first = new HashMap<>();
    private final Map<String, LocalDate> last = new HashMap<>();

    @Override
    public void sum(String name, Long number) {
        if (number != null) {
            add(name, BigInteger.valueOf(number));
        }
    }

    /** Adds what many numbers come to. */
    void add(String name, BigInteger sum) {
        sums.merge(name, sum, BigInteger::add);
    }

    @Override
    public void first(String name, LocalDate day) {
        if (day != null) {
            first.merge(name, day, (a, b) -> b.isBefore(a) ? b : a);
        }
    }

    @Override
    public void last(String name, LocalDate day) {
        if (day != null) {
            last.merge(name, day, (a, b) -> b.isAfter(a) ? b : a);
        }
    }

    /** The sum, zero if there is nothing to sum up; exact, however large. */
    BigInteger of(String name) {
        return sums.getOrDefault(name, BigInteger.ZERO);
    }

    /** The first day, or null. */
    LocalDate firstOf(String name) {
        return first.get(name);
    }

    /** The last day, or null. */
    LocalDate lastOf(String name) {
        return last.get(name);
    }
}
