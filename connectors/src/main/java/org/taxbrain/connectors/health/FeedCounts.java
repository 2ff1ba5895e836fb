package org.taxbrain.connectors.health;

import java.time.Instant;
import java.util.Map;

/**
 * What a feed has counted since the application started, for its metrics.
 *
 * @param landedByDataset rows that Kafka acknowledged, by dataset
 * @param failures each try counted
 * @param polls looks that saw all that the source held
 * @param taken files and pushed requests
 * @param refused files and pushed requests
 * @param lastTakenAt when the last file or pushed request was taken, before the start too if it was a file; null: none yet
 */
public record FeedCounts(
        Map<String, Long> landedByDataset, long failures, long polls, long taken, long refused, Instant lastTakenAt) {}
