package org.taxbrain.jobs.health;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.taxbrain.schemas.record.OutcomeKind;

/** What a dataset sent on a business day, in counts; parts of it add up. A Flink POJO. */
public class DayProfile {
    /** More extra columns than this are a file of another kind: their names say nothing. */
    private static final int MOST_EXTRA = 100;

    public String dataset;
    /** Epoch day. */
    public long day;
    /** Of the row that landed last; null until one has. */
    public String descriptorHash;
    /** Landed rows, without deletions. */
    public long rows;

    public long deletions;
    /** Outcomes by the ordinal of their kind. */
    public long[] outcomes = new long[OutcomeKind.values().length];
    /** How often each field was absent. */
    public Map<String, Long> absent = new HashMap<>();
    /** How often each {@code field=code} came. */
    public Map<String, Long> codes = new HashMap<>();
    /** How often each column came that no field reads. */
    public Map<String, Long> extra = new HashMap<>();
    /** Files of the day that were taken, or refused. */
    public long delivered;

    public long refused;
    /** When the first file of the day was taken, epoch milliseconds; 0: none was. */
    public long deliveredAt;
    /** When the last row landed; 0: none has. */
    public long lastLandedAt;

    /** An empty profile. */
    static DayProfile of(String dataset, long day) {
        DayProfile profile = new DayProfile();
        profile.dataset = dataset;
        profile.day = day;
        return profile;
    }

    void add(RowProfile row, long landedAt) {
        descriptorHash = row.descriptorHash;
        lastLandedAt = Math.max(lastLandedAt, landedAt);
        if (row.deletion) {
            deletions++;
        } else {
            rows++;
        }
        count(absent, row.absent);
        count(codes, row.codes);
        count(extra, row.extra);
    }

    private static void count(Map<String, Long> counts, String[] names) {
        for (String name : names) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    void add(OutcomeKind outcome) {
        outcomes[outcome.ordinal()]++;
    }

    void delivered(boolean wasRefused, long at) {
        if (wasRefused) {
            refused++;
        } else {
            delivered++;
            deliveredAt = earliest(deliveredAt, at);
        }
    }

    /** Adds another part of the same day. */
    void add(DayProfile part) {
        descriptorHash = part.descriptorHash == null ? descriptorHash : part.descriptorHash;
        rows += part.rows;
        deletions += part.deletions;
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] += part.outcomes[i];
        }
        part.absent.forEach((name, n) -> absent.merge(name, n, Long::sum));
        part.codes.forEach((name, n) -> codes.merge(name, n, Long::sum));
        part.extra.forEach((name, n) -> {
            if (extra.size() < MOST_EXTRA || extra.containsKey(name)) {
                extra.merge(name, n, Long::sum);
            }
        });
        delivered += part.delivered;
        refused += part.refused;
        deliveredAt = earliest(deliveredAt, part.deliveredAt);
        lastLandedAt = Math.max(lastLandedAt, part.lastLandedAt);
    }

    private static long earliest(long one, long other) {
        return one == 0 || other != 0 && other < one ? other : one;
    }

    long count(OutcomeKind kind) {
        return outcomes[kind.ordinal()];
    }

    /** Key of the profile. */
    String id() {
        return dataset + '|' + LocalDate.ofEpochDay(day);
    }
}
