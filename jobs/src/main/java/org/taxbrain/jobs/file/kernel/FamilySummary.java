package org.taxbrain.jobs.file.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.jobs.file.kernel.Relative.Homes;
import org.taxbrain.jobs.file.kernel.Relative.MedicalYear;

/** What one person tells relatives of, gathered in any order. Bounded, whatever the person holds. */
final class FamilySummary {
    /** So many homes are counted; no rule asks about more. */
    static final int MOST_COUNTED = 10_000;
    /** So many of them are named, for a rule that must not count a couple's home twice. */
    static final int MOST_NAMED = 20;
    /** The newest years that are told. */
    static final int MOST_YEARS = 20;

    private final Set<String> homes = new HashSet<>();
    private final TreeSet<String> named = new TreeSet<>(CodePoints.ORDER);
    private final TreeMap<Integer, Fen> years = new TreeMap<>();

    void add(Contribution.Home home) {
        if (homes.size() < MOST_COUNTED) {
            homes.add(home.unit());
        }
        named.add(home.unit());
        if (named.size() > MOST_NAMED) {
            named.pollLast();
        }
    }

    void add(Contribution.Bill bill) {
        years.computeIfAbsent(bill.year(), y -> new Fen()).add(bill.selfPay());
        if (years.size() > MOST_YEARS) {
            years.pollFirstEntry();
        }
    }

    Homes homes() {
        return new Homes(homes.size(), List.copyOf(named));
    }

    List<MedicalYear> medicalYears() {
        return years.entrySet().stream()
                .map((Map.Entry<Integer, Fen> year) ->
                        new MedicalYear(year.getKey(), year.getValue().total()))
                .toList();
    }
}
