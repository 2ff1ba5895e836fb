package org.taxbrain.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, beside its goals.
 *
 * @param documents that all sides end with, equal
 * @param measured of each side
 * @param large null: not measured
 */
record JoinReport(
        FactSpec spec, int cores, int documents, Map<Side, Measured> measured, ChangeCost small, ChangeCost large) {
    private static final double CPU = 1.0 / 3;
    private static final double STATE = 1.0 / 2;
    private static final double CHANGE = 2;
    private static final double MIB = 1 << 20;

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d facts of %d datasets, %,d subjects, seed %d, %d cores, RocksDB; %,d documents, 0 differences%n%n",
                spec.facts(),
                FactFiles.DATASETS.size(),
                spec.subjects(),
                spec.seed(),
                cores,
                documents);
        for (Side other : measured.keySet()) {
            if (other != Side.KERNEL) {
                compared(out, measured.get(Side.KERNEL), other, measured.get(other));
            }
        }
        if (large != null) {
            String sizes = String.format(Locale.ROOT, "%,d facts", small.facts());
            out.printf(Locale.ROOT, "%-34s %12s %,21d %8s  %s%n", "", sizes, large.facts(), "ratio", "goal");
            out.printf(
                    Locale.ROOT,
                    "%-34s %,12.0f %,21.0f %8.2f  %s%n",
                    "CPU per change of a subject, µs",
                    small.cpuMicros(),
                    large.cpuMicros(),
                    change(),
                    verdict(change(), CHANGE));
        }
    }

    private void compared(PrintStream out, Measured kernel, Side other, Measured sql) {
        out.printf(Locale.ROOT, "%-34s %12s %21s %8s  %s%n", "", Side.KERNEL.title(), other.title(), "ratio", "goal");
        line(out, "CPU per fact, µs", kernel.cpuMicrosPerFact(spec.facts()), sql.cpuMicrosPerFact(spec.facts()), CPU);
        line(out, "state, MiB", kernel.stateBytes() / MIB, sql.stateBytes() / MIB, STATE);
        line(out, "wall, s", kernel.wallMillis() / 1e3, sql.wallMillis() / 1e3, 0);
        line(out, "documents written, thousands", kernel.written() / 1e3, sql.written() / 1e3, 0);
        out.println();
    }

    private static void line(PrintStream out, String what, double kernel, double sql, double goal) {
        double ratio = kernel / sql;
        out.printf(
                Locale.ROOT,
                "%-34s %,12.1f %,21.1f %8.2f  %s%n",
                what,
                kernel,
                sql,
                ratio,
                goal == 0 ? "" : verdict(ratio, goal));
    }

    private static String verdict(double ratio, double goal) {
        return String.format(Locale.ROOT, "at most %.2f: %s", goal, ratio <= goal ? "met" : "MISSED");
    }

    private double change() {
        return large.cpuMicros() / small.cpuMicros();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("facts", spec.facts());
        json.put("subjects", spec.subjects());
        json.put("seed", spec.seed());
        json.put("cores", cores);
        json.put("documents", documents);
        json.put("differences", 0);
        json.put("measured", measured);
        json.put("cpuGoal", CPU);
        json.put("stateGoal", STATE);
        json.put("changeSmall", small);
        json.put("changeLarge", large);
        json.put("changeRatio", large == null ? null : change());
        json.put("changeGoal", CHANGE);
        return json;
    }
}
