package org.taxbrain.local.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What a demo found; its JSON form is the interface of {@code demo --json}.
 *
 * @param datasets the books of each dataset
 * @param index documents by alias
 * @param reminders open reminders by rule
 * @param differences between the index and the oracle
 * @param freshnessMillis from commit in PostgreSQL to visible in a search
 * @param seconds from the command to the comparison's end
 * @param residentMiB summed PSS of the stack's processes
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DemoReport(
        List<Books> datasets,
        Map<String, Long> index,
        Map<String, Long> reminders,
        long differences,
        Freshness freshnessMillis,
        long seconds,
        long residentMiB) {

    /** What became of the landed rows of one dataset, counted from the outcomes. */
    public record Books(String dataset, long landed, long clean, long quarantined, long superseded, long duplicate) {
        public boolean balanced() {
            return landed == clean + quarantined + superseded + duplicate;
        }
    }

    public record Freshness(long p50, long p99) {}

    /** Whether the demo succeeded: the books add up and nothing differs. */
    public boolean succeeded() {
        return differences == 0 && datasets.stream().allMatch(Books::balanced);
    }

    public void print(PrintStream out) {
        out.println();
        out.printf(
                "%-20s %10s   %10s %12s %12s %10s%n",
                "dataset", "landed", "clean", "quarantined", "superseded", "duplicate");
        for (Books b : datasets) {
            out.printf(
                    "%-20s %,10d %s %,10d %,12d %,12d %,10d%n",
                    b.dataset(),
                    b.landed(),
                    b.balanced() ? "=" : "≠",
                    b.clean(),
                    b.quarantined(),
                    b.superseded(),
                    b.duplicate());
        }
        out.println();
        index.forEach((name, documents) -> out.printf("%-20s %,10d documents%n", name, documents));
        reminders.forEach((rule, open) -> out.printf("%-20s %,10d open reminders%n", rule, open));
        out.println();
        out.printf(
                "freshness            p50 %,d ms, p99 %,d ms (commit in PostgreSQL → visible in a search)%n",
                freshnessMillis.p50(), freshnessMillis.p99());
        out.printf(
                "differences          %,d (index against the oracle's SQL over the departments' own data)%n",
                differences);
        out.printf("time, memory         %,d s, %,d MiB resident in the stack%n", seconds, residentMiB);
    }
}
