package org.taxbrain.bench;

import java.time.Duration;
import org.taxbrain.connectors.reconcile.Reconciliation;

/** Compares two sides that differ in one row of very many. The rows are made while they are read: what is measured is the comparison. */
public final class ReconcileBench {
    private ReconcileBench() {}

    /**
     * Measures; ends with 1 if anything but the one row was found.
     *
     * @param args {@code --rows=N --seed=S}
     */
    public static void main(String[] args) {
        long rows = 30_000_000;
        long seed = 1;
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            switch (arg.substring(0, arg.indexOf('='))) {
                case "--rows" -> rows = Long.parseLong(value);
                case "--seed" -> seed = Long.parseLong(value);
                default -> throw new IllegalArgumentException("unknown argument " + arg + ", use --rows and --seed");
            }
        }
        MadeRows source = new MadeRows(rows, seed, Long.remainderUnsigned(seed * 0x9E3779B97F4A7C15L, rows));
        MadeRows clean = new MadeRows(rows, seed, -1);
        long begun = System.nanoTime();
        Reconciliation found = Reconciliation.of(source, clean);
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        boolean isRight = found.differences() == 1 && found.differing().containsKey(source.changedKey());
        System.out.printf(
                "%,d rows a side, 1 differs: found %s%n%,d hashes exchanged%n%.1f s, %.2f µs a row and side%nheap used %,d MiB%n",
                rows,
                isRight ? "it, and nothing else" : "SOMETHING ELSE: " + found.differences() + " differences",
                found.hashes(),
                millis / 1e3,
                millis * 1e3 / rows / 2,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        System.exit(isRight ? 0 : 1);
    }
}
