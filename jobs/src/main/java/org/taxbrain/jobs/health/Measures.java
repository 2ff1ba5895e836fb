package org.taxbrain.jobs.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The measures of a feed's health: pure functions of counts. */
public final class Measures {
    private static final int WEEK = 7;
    private static final int WEEKS = 8;
    private static final int TRAILING_DAYS = 28;
    /** Fewer days say nothing of what is usual. */
    private static final int ENOUGH = 3;
    /** Counts of codes that never came on one side: the index is a logarithm of shares. */
    private static final double SMOOTHING = 0.5;

    private Measures() {}

    /**
     * What usually comes on such a day: the median of the same weekday in the last eight weeks, where there are three such days,
     * else of the last 28 days that anything came; empty if there are not three.
     *
     * @param rows by epoch day
     */
    public static OptionalDouble usual(NavigableMap<Long, Long> rows, long day) {
        LongStream sameWeekday =
                LongStream.rangeClosed(1, WEEKS).map(week -> day - week * WEEK).filter(rows::containsKey);
        List<Long> weekdays = sameWeekday.mapToObj(rows::get).toList();
        return weekdays.size() >= ENOUGH
                ? median(weekdays)
                : median(List.copyOf(
                        rows.subMap(day - TRAILING_DAYS, true, day, false).values()));
    }

    /** The median; empty of fewer than three numbers. */
    static OptionalDouble median(List<Long> numbers) {
        if (numbers.size() < ENOUGH) {
            return OptionalDouble.empty();
        }
        List<Long> sorted = new ArrayList<>(numbers);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0);
    }

    /** A share; 0 of nothing. */
    public static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /**
     * The population stability index of a distribution against the usual one: the sum over all codes of (p − q) · ln(p / q), p and q
     * being their shares. 0: the same; by convention below 0.1 stable, from 0.25 on another population. A code that one side lacks
     * counts as half a row there.
     *
     * @param usual counts by code
     * @param now counts by code
     */
    public static double stability(Map<String, Long> usual, Map<String, Long> now) {
        Set<String> codes = new TreeSet<>(usual.keySet());
        codes.addAll(now.keySet());
        double usualSum = sum(usual) + SMOOTHING * codes.size();
        double nowSum = sum(now) + SMOOTHING * codes.size();
        double index = 0;
        for (String code : codes) {
            double q = (usual.getOrDefault(code, 0L) + SMOOTHING) / usualSum;
            double p = (now.getOrDefault(code, 0L) + SMOOTHING) / nowSum;
            index += (p - q) * Math.log(p / q);
        }
        return index;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
