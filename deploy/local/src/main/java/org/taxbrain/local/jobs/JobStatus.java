package org.taxbrain.local.jobs;

/**
 * What one job does now.
 *
 * @param state Flink's word for it, or {@code LOST} when the cluster doesn't know it (yet) and {@code STOPPED} when it
 *     shall not run
 * @param jobId of its latest run; null before the first
 * @param runs how often it has been submitted
 * @param restoredFrom checkpoint or savepoint that its latest run began with; null if it began empty
 * @param problem why it doesn't run; null when it does
 */
public record JobStatus(String name, String state, String jobId, int runs, String restoredFrom, String problem) {}
