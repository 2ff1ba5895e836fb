package org.taxbrain.jobs.file.kernel;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is counted of the facts of one subject's large sections. A count changes by the difference of the fact that stood and
 * the one that stands, and in no other way.
 */
final class Tallies {
    private static final int HALF = Integer.SIZE;
    private static final long LOWER = 0xffff_ffffL;
    /** Days are written as numbers of one length, so that their order is that of their texts. */
    private static final long MIDDLE = 5_000_000_000L;

    private final Table<Long> counts;
    private final Shelves shelves;
    private final Measures.Of measures;

    /**
     * Counts of one subject.
     *
     * @param counts by {@link Tally}
     * @param shelves of the days of which the first or the last counts
     * @param measures what is counted beside names and ids
     */
    Tallies(Table<Long> counts, Shelves shelves, Measures.Of measures) {
        this.counts = counts;
        this.shelves = shelves;
        this.measures = measures;
    }

    /** What facts that come and go change, for one change of state, however many they are. */
    Difference difference() {
        return new Difference();
    }

    private void add(Tally tally, long more) {
        if (more == 0) {
            return;
        }
        String name = tally.encode();
        Long counted = counts.get(name);
        long sum = (counted == null ? 0 : counted) + more;
        if (sum == 0) {
            counts.remove(name);
        } else {
            counts.put(name, sum);
        }
    }

    /** All that is counted, and how often. */
    Map<Tally, Long> all() {
        Map<Tally, Long> all = new HashMap<>();
        for (Map.Entry<String, Long> count : counts.entries()) {
            all.put(Tally.decode(count.getKey()), count.getValue());
        }
        return all;
    }

    /** Adds what a tally says to the totals. */
    void addTo(Totals totals, Tally tally, long count) {
        if (tally.isLow()) {
            totals.add(tally.text(), BigInteger.valueOf(count));
        } else if (tally.isHigh()) {
            totals.add(tally.text(), BigInteger.valueOf(count).shiftLeft(HALF));
        } else if (tally.isFirst()) {
            totals.first(tally.text(), LocalDate.ofEpochDay(day(tally) - MIDDLE));
        } else if (tally.isLast()) {
            totals.last(tally.text(), LocalDate.ofEpochDay(MIDDLE - day(tally)));
        }
    }

    private long day(Tally tally) {
        return Long.parseLong(new Multiset(shelves.of(shelf(tally))).first());
    }

    private static String shelf(Tally tally) {
        return tally.dataset() + '/' + tally.rank() + '/' + tally.text();
    }

    /** Forgets what is counted of a section. */
    void forget(String dataset) {
        List<Tally> tallies =
                all().keySet().stream().filter(t -> t.dataset().equals(dataset)).toList();
        for (Tally tally : tallies) {
            counts.remove(tally.encode());
            if (tally.isFirst() || tally.isLast()) {
                Multiset.clear(shelves.of(shelf(tally)));
            }
        }
    }

    /** What facts and those that replace them differ in: what they agree in is not touched. */
    final class Difference {
        private final Map<Tally, Long> counts = new HashMap<>();
        private final Map<String, Map<String, Long>> days = new HashMap<>();

        /** A fact was replaced by another; either may be null. */
        void replace(Fact before, Fact after) {
            add(before, -1);
            add(after, 1);
        }

        void apply() {
            counts.forEach(Tallies.this::add);
            days.forEach((shelf, more) -> {
                Multiset kept = new Multiset(shelves.of(shelf));
                more.forEach((day, times) -> {
                    if (times != 0) {
                        kept.add(day, times);
                    }
                });
            });
        }

        private void add(Fact fact, long sign) {
            if (fact == null) {
                return;
            }
            count(Tally.ofId(fact), sign);
            Tally name = Tally.ofName(fact);
            if (name != null) {
                count(name, sign);
            }
            measures.take(fact, new Measures() {
                @Override
                public void sum(String name, Long number) {
                    if (number != null) {
                        count(Tally.ofLow(fact.dataset(), name), sign * (number & LOWER));
                        count(Tally.ofHigh(fact.dataset(), name), sign * (number >> HALF));
                    }
                }

                @Override
                public void first(String name, LocalDate day) {
                    if (day != null) {
                        day(Tally.ofFirst(fact.dataset(), name), MIDDLE + day.toEpochDay());
                    }
                }

                @Override
                public void last(String name, LocalDate day) {
                    if (day != null) {
                        day(Tally.ofLast(fact.dataset(), name), MIDDLE - day.toEpochDay());
                    }
                }

                private void day(Tally tally, long place) {
                    count(tally, sign);
                    days.computeIfAbsent(shelf(tally), s -> new HashMap<>())
                            .merge(Long.toString(place), sign, Long::sum);
                }
            });
        }

        private void count(Tally tally, long more) {
            counts.merge(tally, more, Long::sum);
        }
    }
}
