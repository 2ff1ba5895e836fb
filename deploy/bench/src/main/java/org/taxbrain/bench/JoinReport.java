package org.taxbrain.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, beside its goals.
 *
 * @param documents that both sides end with, equal; reminders are among them
 * @param large null: not measured
 */
record JoinReport(
        FactSpec spec, int cores, int documents, Measured kernel, Measured sql, ChangeCost small, ChangeCost large) {
    private static final double CPU = 1.0 / 3;
    private static final double STATE = 1.0 / 2;
    private static final double CHANGE = 2;
    private static final double MIB = 1 << 20;

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d facts of %d datasets, %,d subjects, seed %d, %d cores, RocksDB; %,d documents and reminders, 0 differences%n%n",
                spec.facts(),
                FactFiles.DATASETS.size(),
                spec.subjects(),
                spec.seed(),
                cores,
                documents);
        out.printf(Locale.ROOT, "%-34s %12s %12s %8s  %s%n", "", "FileJob", "Flink SQL", "ratio", "goal");
        line(out, "CPU per fact, µs", kernel.cpuMicrosPerFact(spec.facts()), sql.cpuMicrosPerFact(spec.facts()), CPU);
        line(out, "state, MiB", kernel.stateBytes() / MIB, sql.stateBytes() / MIB, STATE);
        line(out, "wall, s", kernel.wallMillis() / 1e3, sql.wallMillis() / 1e3, 0);
        line(out, "both written, thousands", kernel.written() / 1e3, sql.written() / 1e3, 0);
        if (large != null) {
            out.println();
            String sizes = String.format(Locale.ROOT, "%,d facts", small.facts());
            out.printf(Locale.ROOT, "%-34s %12s %,12d %8s  %s%n", "", sizes, large.facts(), "ratio", "goal");
            out.printf(
                    Locale.ROOT,
                    "%-34s %,12.0f %,12.0f %8.2f  %s%n",
                    "CPU per change of a subject, µs",
                    small.cpuMicros(),
                    large.cpuMicros(),
                    change(),
                    verdict(change(), CHANGE));
        }
    }

    private static void line(PrintStream out, String what, double kernel, double sql, double goal) {
        double ratio = kernel / sql;
        out.printf(
                Locale.ROOT,
                "%-34s %,12.1f %,12.1f %8.2f  %s%n",
                what,
                kernel,
                sql,
                ratio,
                goal == 0 ? "" : verdict(ratio, goal));
    }

    private static String verdict(double ratio, double goal) {
        return String.format(Locale.ROOT, "at most %.2f: %s", goal, ratio <= goal ? "met" : "MISSED");
    }

    private double cpu() {
        return (double) kernel.cpuMillis() / sql.cpuMillis();
    }

    private double state() {
        return (double) kernel.stateBytes() / sql.stateBytes();
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
        json.put("kernel", kernel);
        json.put("sql", sql);
        json.put("cpuRatio", cpu());
        json.put("cpuGoal", CPU);
        json.put("stateRatio", state());
        json.put("stateGoal", STATE);
        json.put("changeSmall", small);
        json.put("changeLarge", large);
        json.put("changeRatio", large == null ? null : change());
        json.put("changeGoal", CHANGE);
        return json;
    }
}
