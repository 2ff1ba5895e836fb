package org.taxbrain.jobs.clean;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;

/** CleanJob: every landed row becomes a clean one, a quarantine entry, or is passed over; and exactly one outcome says which. */
public final class CleanJob {
    /** The job's name, and its consumer group. */
    public static final String NAME = "clean";

    private CleanJob() {}

    /**
     * The topology.
     *
     * @param landed topics landed.*
     * @param results topics clean.*, history, outcome and quarantine, in one transaction
     * @param pepperFile file with the key of the keyed hashes, on every machine that runs tasks
     */
    public static void define(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> landed,
            Sink<OutRecord> results,
            CatalogueAccess catalogue,
            Path pepperFile,
            CleanConfig config) {
        // landed.* ---> rows as bytes ---by dataset and key---> what became of them ---> clean.*, history, outcome,
        // quarantine
        DataStream<RawRecord> rows = landed(env, landed);
        DataStream<OutRecord> written = clean(rows, catalogue, pepperFile, config);
        write(written, results);
    }

    static DataStream<RawRecord> landed(StreamExecutionEnvironment env, Source<RawRecord, ?, ?> landed) {
        return env.fromSource(landed, WatermarkStrategy.noWatermarks(), "landed.*")
                .uid("landed");
    }

    static DataStream<OutRecord> clean(
            DataStream<RawRecord> rows, CatalogueAccess catalogue, Path pepperFile, CleanConfig config) {
        return rows.keyBy(new LandedKey())
                .process(
                        new CleanFunction(catalogue, pepperFile.toAbsolutePath().toString(), config.deletedFence()))
                .uid("clean")
                .name("fence, parse, check");
    }

    static void write(DataStream<OutRecord> written, Sink<OutRecord> results) {
        written.sinkTo(results).uid("results").name("clean.*, history, outcome, quarantine");
    }
}
