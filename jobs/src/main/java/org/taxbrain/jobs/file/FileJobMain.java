package org.taxbrain.jobs.file;

import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.jobs.common.LostTransactions;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.TransactionalSink;
import org.taxbrain.schemas.record.Topics;

/** Submits FileJob. Arguments: {@code --taxbrain.property=value}; docs/contracts.md lists them. */
public final class FileJobMain {
    private static final Pattern CLEAN = Pattern.compile(Pattern.quote(Topics.CLEAN_PREFIX) + ".+");
    private static final Pattern RESULTS =
            Pattern.compile(Pattern.quote(Topics.FILE_PREFIX) + ".+|" + Pattern.quote(Topics.REMINDER));

    private FileJobMain() {}

    public static void main(String[] args) throws Exception {
        Configuration configuration = Configuration.of(args);
        JobConfig job = configuration.get(JobConfig.class);
        StreamExecutionEnvironment env = JobEnvironment.create(job);
        String bootstrapServers = configuration.get(KafkaConfig.class).bootstrapServers();
        wire(env, bootstrapServers, job, results(bootstrapServers, job));
        env.execute(FileJob.NAME);
    }

    /** Where the job's results go. */
    static TransactionalSink results(String bootstrapServers, JobConfig job) {
        return KafkaEnds.transactionalSink(
                bootstrapServers, FileJob.NAME, job.transactionTimeout(), LostTransactions.WRITTEN_AGAIN);
    }

    /** Wires the job between the topics of one Kafka. */
    static void wire(StreamExecutionEnvironment env, String bootstrapServers, JobConfig job, Sink<OutRecord> results) {
        FileJob.define(
                env,
                KafkaEnds.source(bootstrapServers, FileJob.NAME, CLEAN),
                results,
                KafkaEnds.source(bootstrapServers, FileJob.NAME + "-echoes", RESULTS, new Echoes()),
                CatalogueDatasets.factory(bootstrapServers),
                job.coalesce());
    }
}
