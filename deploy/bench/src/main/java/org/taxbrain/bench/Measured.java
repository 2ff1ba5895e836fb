package org.taxbrain.bench;

/**
 * What one side took.
 *
 * @param cpuMillis of the whole process from before the job is defined to its end: garbage collection, compilation and
 *     RocksDB's threads too
 * @param wallMillis of the same, with the wait for the last checkpoint
 * @param stateBytes of a checkpoint that covers all facts
 * @param written documents and reminders, as often as they were written
 */
record Measured(long cpuMillis, long wallMillis, long stateBytes, long written) {
    double cpuMicrosPerFact(long facts) {
        return cpuMillis * 1_000.0 / facts;
    }
}
