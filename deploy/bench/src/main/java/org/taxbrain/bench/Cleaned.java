package org.taxbrain.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What cleaning took.
 *
 * @param cpuMillis of the process since it was started: the JVM's start, compilation, collection and RocksDB's threads too
 * @param wallMillis from the job's definition until the last outcome was committed
 * @param lastHalfRows rows that were written after half of them were
 * @param lastHalfCpuMillis what the process took for these: most of its code is compiled by then
 * @param threads CPU milliseconds by name
 */
record Cleaned(
        long rows,
        long cpuMillis,
        long wallMillis,
        long lastHalfRows,
        long lastHalfCpuMillis,
        Map<String, Share> threads) {

    /** CPU milliseconds, and how many of them were taken by the last half. */
    record Share(long whole, long lastHalf) {}

    static Cleaned of(Moment half, Moment end) {
        Map<String, Share> threads = new TreeMap<>();
        end.threads()
                .forEach((name, millis) -> threads.put(
                        name, new Share(millis, millis - half.threads().getOrDefault(name, 0L))));
        return new Cleaned(
                end.rows(),
                end.cpuMillis(),
                end.wallMillis(),
                end.rows() - half.rows(),
                end.cpuMillis() - half.cpuMillis(),
                threads);
    }

    double microsPerRow() {
        return cpuMillis * 1e3 / rows;
    }

    double lastHalfMicrosPerRow() {
        return lastHalfCpuMillis * 1e3 / lastHalfRows;
    }
}
