package org.taxbrain.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What cleaning took: from a moment at which the job may have been running for a while, to its end.
 *
 * @param rows all that were cleaned
 * @param cpuMillis of the process since it was started: the JVM's start, compilation, collection and RocksDB's threads too
 * @param wallMillis from the job's definition until the last outcome was committed
 * @param measuredRows rows that were written after that moment
 * @param measuredCpuMillis what the process took for these, in all of its threads
 * @param threads CPU milliseconds by name
 */
record Cleaned(
        long rows,
        long cpuMillis,
        long wallMillis,
        long measuredRows,
        long measuredCpuMillis,
        Map<String, Share> threads) {

    /** CPU milliseconds, and how many of them were taken by the measured rows. */
    record Share(long whole, long measured) {}

    /** @param start where measuring begins */
    static Cleaned of(Moment start, Moment end) {
        Map<String, Share> threads = new TreeMap<>();
        end.threads()
                .forEach((name, millis) -> threads.put(
                        name, new Share(millis, millis - start.threads().getOrDefault(name, 0L))));
        return new Cleaned(
                end.rows(),
                end.cpuMillis(),
                end.wallMillis(),
                end.rows() - start.rows(),
                end.cpuMillis() - start.cpuMillis(),
                threads);
    }

    /** With the start of the process and the compilation of its code. */
    double microsPerRow() {
        return cpuMillis * 1e3 / rows;
    }

    double measuredMicrosPerRow() {
        return measuredCpuMillis * 1e3 / measuredRows;
    }
}
