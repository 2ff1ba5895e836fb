package org.taxbrain.jobs.clean;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;

/** CleanJob: every landed row becomes a clean one, a quarantine entry, or is passed over; and exactly one outcome says which. */
public final class CleanJob {
    /** The job's name, and its consumer group. */
    public static final String NAME = "clean";

    /** Prefix of the transactions that hold what is refused. */
    public static final String REFUSED = "clean-refused";

    private CleanJob() {}

    /**
     * The topology.
     *
     * @param landed topics landed.*
     * @param discards topic discarded
     * @param results topics clean.*, history and outcome
     * @param refused topics quarantine and finding: a sink of its own, as one that two operators write to would need each record
     *     handed over by the network's buffers, and most records are results
     * @param pepperFile file with the key of the keyed hashes, on every machine that runs tasks
     * @param seal the keys of the quarantine
     * @param held entries that the quarantine has of one dataset and batch
     */
    public static void define(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> landed,
            Source<RawRecord, ?, ?> discards,
            Sink<OutRecord> results,
            Sink<OutRecord> refused,
            CatalogueAccess catalogue,
            Path pepperFile,
            CleanConfig config,
            SealAccess seal,
            int held) {
        // landed.* ---> rows as bytes ---by dataset and key---> what became of them ---> clean.*, history, outcome
        // discarded --->                     refused rows ---by dataset and batch---> quarantine, finding
        DataStream<RawRecord> rows = landed(env, landed);
        SingleOutputStreamOperator<OutRecord> judged = clean(rows, catalogue, pepperFile, config);
        write(judged, results);
        DataStream<QuarantineChange> changes =
                judged.getSideOutput(CleanFunction.QUARANTINE).union(discarded(env, discards));
        writeRefused(quarantine(changes, seal, held), refused);
    }

    static DataStream<RawRecord> landed(StreamExecutionEnvironment env, Source<RawRecord, ?, ?> landed) {
        return env.fromSource(landed, WatermarkStrategy.noWatermarks(), "landed.*")
                .uid("landed");
    }

    static DataStream<QuarantineChange> discarded(StreamExecutionEnvironment env, Source<RawRecord, ?, ?> discards) {
        return env.fromSource(discards, WatermarkStrategy.noWatermarks(), "discarded")
                .uid("discarded")
                .flatMap(new DiscardFunction())
                .uid("discards")
                .name("discards");
    }

    static SingleOutputStreamOperator<OutRecord> clean(
            DataStream<RawRecord> rows, CatalogueAccess catalogue, Path pepperFile, CleanConfig config) {
        CleanFunction function =
                new CleanFunction(catalogue, pepperFile.toAbsolutePath().toString(), config.deletedFence());
        return rows.keyBy(new LandedKey())
                .transform(
                        "fence, parse, check",
                        TypeInformation.of(OutRecord.class),
                        new CleanOperator(function, config.knownKeys()))
                .uid("clean");
    }

    static DataStream<OutRecord> quarantine(DataStream<QuarantineChange> changes, SealAccess seal, int held) {
        return changes.keyBy(QuarantineFunction::key)
                .process(new QuarantineFunction(seal, held))
                .uid("quarantine")
                .name("seal, hold back");
    }

    static void write(DataStream<OutRecord> written, Sink<OutRecord> results) {
        written.sinkTo(results).uid("results").name("clean.*, history, outcome");
    }

    static void writeRefused(DataStream<OutRecord> written, Sink<OutRecord> refused) {
        written.sinkTo(refused).uid("refused").name("quarantine, finding");
    }
}
