package org.taxbrain.jobs.health;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.OutcomeKind;

/**
 * A business day of a dataset beside the days before it. Pure.
 *
 * @param rejectedShare quarantined outcomes of all outcomes
 * @param usualRows what usually comes on such a day; empty: too little is known
 * @param absent by field, the share of rows that lack it, now and in the days before (NaN: no rows before)
 * @param drift by field that carries codes, the population stability index against the days before
 * @param newColumns columns that no field reads and that came on no day before
 * @param goneColumns columns that came on each of the last three days, and not on this one
 * @param dueAt when a file of the day should have come; null: rows come otherwise
 * @param late whether its first file came behind that
 * @param warnings everything that is out of the ordinary, for people
 */
public record DayHealth(
        double rejectedShare,
        OptionalDouble usualRows,
        SortedMap<String, Share> absent,
        SortedMap<String, Double> drift,
        SortedSet<String> newColumns,
        SortedSet<String> goneColumns,
        Instant dueAt,
        boolean late,
        List<String> warnings) {
    /** Business days are Chinese ones. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final int BEFORE_DAYS = 28;
    private static final int COLUMN_DAYS = 3;
    /** So few rows say nothing of shares and distributions. */
    private static final long ENOUGH_ROWS = 50;

    private static final double REJECTED = 0.1;
    private static final double ABSENT_MORE = 0.2;
    private static final double MODERATE_DRIFT = 0.1;
    private static final double LARGE_DRIFT = 0.25;
    private static final double LITTLE = 0.5;
    private static final double MUCH = 2;

    /**
     * A share now and before.
     *
     * @param usual NaN: nothing came before
     */
    public record Share(double now, double usual) {}

    /**
     * Measures a day.
     *
     * @param days profiles by epoch day; those behind the day are not looked at
     */
    public static DayHealth of(Dataset dataset, DayProfile day, NavigableMap<Long, DayProfile> days) {
        NavigableMap<Long, DayProfile> before = days.subMap(day.day - BEFORE_DAYS, true, day.day, false);
        DayProfile usual = DayProfile.of(day.dataset, day.day);
        before.values().forEach(usual::add);
        NavigableMap<Long, Long> rows = new TreeMap<>();
        days.headMap(day.day, false).forEach((at, profile) -> rows.put(at, profile.rows));
        List<String> warnings = new ArrayList<>();

        OptionalDouble usualRows = Measures.usual(rows, day.day);
        usualRows.ifPresent(count -> {
            if (day.rows < count * LITTLE || day.rows > count * MUCH) {
                warnings.add(String.format(Locale.ROOT, "%d rows, usual are %.0f", day.rows, count));
            }
        });
        long answered = 0;
        for (long outcome : day.outcomes) {
            answered += outcome;
        }
        double rejected = Measures.share(day.count(OutcomeKind.QUARANTINED), answered);
        if (rejected >= REJECTED) {
            warnings.add(percent(rejected) + " of the rows are rejected");
        }
        SortedMap<String, Share> absent = absent(dataset, day, usual, warnings);
        SortedMap<String, Double> drift = drift(day, usual, warnings);
        SortedSet<String> added = new TreeSet<>(day.extra.keySet());
        added.removeAll(usual.extra.keySet());
        if (usual.rows == 0) {
            added.clear();
        }
        added.forEach(column -> warnings.add("new column " + column));
        SortedSet<String> gone = gone(day, before);
        gone.forEach(column -> warnings.add("column " + column + " does not come any more"));
        if (day.refused > 0) {
            warnings.add(day.refused + " files refused");
        }
        Instant due = dataset.descriptor().source().files() == null
                ? null
                : due(day.day, dataset.descriptor().freshness());
        boolean late = due != null && day.deliveredAt > due.toEpochMilli();
        if (late) {
            Duration by = Duration.ofMillis(day.deliveredAt - due.toEpochMilli());
            warnings.add("late by " + by.toHours() + " h " + by.toMinutesPart() + " min");
        }
        return new DayHealth(rejected, usualRows, absent, drift, added, gone, due, late, List.copyOf(warnings));
    }

    /** When the file of a day should have come: its newest row, of the day's begin, may be as old as the dataset promises. */
    public static Instant due(long day, Duration freshness) {
        return LocalDate.ofEpochDay(day).atStartOfDay(ZONE).toInstant().plus(freshness);
    }

    private static SortedMap<String, Share> absent(
            Dataset dataset, DayProfile day, DayProfile usual, List<String> warnings) {
        SortedMap<String, Share> shares = new TreeMap<>();
        Map<String, String> sources = Shape.sourceNames(dataset);
        sources.forEach((field, source) -> {
            double now = Measures.share(day.absent.getOrDefault(field, 0L), day.rows);
            double then =
                    usual.rows == 0 ? Double.NaN : Measures.share(usual.absent.getOrDefault(field, 0L), usual.rows);
            shares.put(field, new Share(now, then));
            if (day.rows >= ENOUGH_ROWS && usual.rows >= ENOUGH_ROWS && now - then > ABSENT_MORE) {
                warnings.add(source + " is absent in " + percent(now) + " of the rows, usual is " + percent(then));
            }
        });
        return shares;
    }

    private static SortedMap<String, Double> drift(DayProfile day, DayProfile usual, List<String> warnings) {
        Map<String, Map<String, Long>> now = byField(day.codes);
        Map<String, Map<String, Long>> then = byField(usual.codes);
        SortedMap<String, Double> drift = new TreeMap<>();
        if (day.rows < ENOUGH_ROWS || usual.rows < ENOUGH_ROWS) {
            return drift;
        }
        now.keySet().stream().filter(then::containsKey).forEach(field -> {
            double index = Measures.stability(then.get(field), now.get(field));
            drift.put(field, index);
            if (index >= MODERATE_DRIFT) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "the codes of %s are %s distributed (stability index %.2f)",
                        field,
                        index >= LARGE_DRIFT ? "otherwise" : "somewhat otherwise",
                        index));
            }
        });
        return drift;
    }

    private static Map<String, Map<String, Long>> byField(Map<String, Long> codes) {
        Map<String, Map<String, Long>> fields = new HashMap<>();
        codes.forEach((name, count) -> {
            int at = name.indexOf('=');
            fields.computeIfAbsent(name.substring(0, at), field -> new HashMap<>())
                    .put(name.substring(at + 1), count);
        });
        return fields;
    }

    private static SortedSet<String> gone(DayProfile day, NavigableMap<Long, DayProfile> before) {
        SortedSet<String> gone = new TreeSet<>();
        List<DayProfile> last = before.descendingMap().values().stream()
                .filter(profile -> profile.rows > 0)
                .limit(COLUMN_DAYS)
                .toList();
        if (day.rows > 0 && last.size() == COLUMN_DAYS) {
            gone.addAll(last.get(0).extra.keySet());
            last.forEach(profile -> gone.retainAll(profile.extra.keySet()));
            gone.removeAll(day.extra.keySet());
        }
        return gone;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
