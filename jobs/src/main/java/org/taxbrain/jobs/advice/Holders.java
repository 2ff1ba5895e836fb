package org.taxbrain.jobs.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows that hold one value: how many, and where some of them stand. A Flink POJO. */
public class Holders {
    /** Positions that are remembered, so that some are left when rows are mended. */
    static final int REMEMBERED = 16;
    /** Positions of one value that a finding names. */
    private static final int NAMED = 2;

    public long rows;
    public String[] positions = new String[0];

    void change(ClaimChange change) {
        String position = change.claim.position;
        List<String> kept = new ArrayList<>(Arrays.asList(positions));
        if (change.comes) {
            rows++;
            if (kept.size() < REMEMBERED) {
                kept.add(position);
            }
        } else {
            rows--;
            kept.remove(position);
        }
        positions = kept.toArray(String[]::new);
    }

    String[] examples() {
        return Arrays.copyOf(positions, Math.min(NAMED, positions.length));
    }
}
