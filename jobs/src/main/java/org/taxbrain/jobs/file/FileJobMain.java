package org.taxbrain.jobs.file;

import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
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
        KafkaConnection kafka = KafkaConnection.of(configuration.get(KafkaConfig.class));
        wire(env, kafka, job, results(kafka, job));
        env.execute(FileJob.NAME);
    }

    /** Where the job's results go. */
    static TransactionalSink results(KafkaConnection kafka, JobConfig job) {
        return KafkaEnds.transactionalSink(
                kafka, FileJob.NAME, job.transactionTimeout(), LostTransactions.WRITTEN_AGAIN);
    }

    /** Wires the job between the topics of one Kafka. */
    static void wire(StreamExecutionEnvironment env, KafkaConnection kafka, JobConfig job, Sink<OutRecord> results) {
        FileJob.define(
                env,
                KafkaEnds.source(kafka, FileJob.NAME, CLEAN),
                results,
                KafkaEnds.source(kafka, FileJob.NAME + "-echoes", RESULTS, new Echoes()),
                CatalogueDatasets.factory(kafka),
                job.coalesce());
    }
}
