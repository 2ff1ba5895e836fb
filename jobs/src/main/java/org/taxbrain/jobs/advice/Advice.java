package org.taxbrain.jobs.advice;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;

/** Judges what is declared of rows among each other, behind CleanJob: rows are told of, never refused or held up. */
public final class Advice {
    /** Consumer group: it reads the history for itself, from its beginning when BooksJob did not judge before. */
    public static final String GROUP = "books-advice";

    private Advice() {}

    /**
     * The topology.
     *
     * @param job name of the job that this is a part of
     * @param history topic history
     * @param pepperFile file with the key of the keyed hashes, on every machine that runs tasks
     * @param grace how long a referenced value must have been missing until it is told of
     * @return records of the topic finding
     */
    public static DataStream<OutRecord> define(
            StreamExecutionEnvironment env,
            String job,
            Source<RawRecord, ?, ?> history,
            CatalogueAccess catalogue,
            Path pepperFile,
            Duration grace) {
        // history ---by row---> values that it holds now ---by value---> rows that hold it ---by declaration--->
        // finding
        DataStream<ClaimChange> changes = env.fromSource(history, WatermarkStrategy.noWatermarks(), "history")
                .uid("advice-history")
                .flatMap(new ClaimReader(catalogue, pepperFile.toAbsolutePath().toString()))
                .uid("advice-claims")
                .name("what is judged")
                .keyBy(version -> version.row)
                .process(new ClaimFunction())
                .uid("advice-rows")
                .name("what rows hold");
        DataStream<Violation> shared = changes.filter(change -> change.claim.role == Claim.Role.UNIQUE)
                .uid("advice-unique")
                .keyBy(ClaimChange::value)
                .process(new UniqueFunction())
                .uid("advice-shared")
                .name("shared values");
        DataStream<Violation> missing = changes.filter(change -> change.claim.role != Claim.Role.UNIQUE)
                .uid("advice-references")
                .keyBy(ClaimChange::value)
                .process(new ReferenceFunction(grace))
                .uid("advice-missing")
                .name("missing values");
        return shared.union(missing)
                .keyBy(violation -> violation.finding)
                .process(new FindingFunction(job))
                .uid("advice-findings")
                .name("findings");
    }
}
