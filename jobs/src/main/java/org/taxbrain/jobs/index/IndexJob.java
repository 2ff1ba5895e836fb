package org.taxbrain.jobs.index;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.jobs.common.RawRecord;

/**
 * Files, reminders, quarantine, history and records, as they were committed, into their indices. Keeps no state but the positions:
 * the topics are the truth, each document carries its offset as version, and so any replay ends in the same index.
 */
public final class IndexJob {
    /** Name of the job and of its consumer group. */
    public static final String NAME = "index";

    private IndexJob() {}

    /** The topology; ends in a sink that lets no checkpoint pass before every document has its outcome. */
    static void define(StreamExecutionEnvironment env, Source<RawRecord, ?, ?> results, Sink<RawRecord> index) {
        // file.*, reminder, quarantine, history, clean.* ---> Elasticsearch (what it refuses ---> quarantine)
        env.fromSource(results, WatermarkStrategy.noWatermarks(), "results")
                .uid("results")
                .sinkTo(index)
                .name("elasticsearch")
                .uid("elasticsearch");
    }
}
