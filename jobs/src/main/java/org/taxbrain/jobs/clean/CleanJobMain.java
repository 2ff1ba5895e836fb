package org.taxbrain.jobs.clean;

import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.config.Pepper;
import org.taxbrain.connectors.config.QuarantineConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.quarantine.ContentSeal;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.jobs.common.LostTransactions;
import org.taxbrain.schemas.record.Topics;

/** Submits CleanJob; docs/contracts.md lists the settings. */
public final class CleanJobMain {
    private CleanJobMain() {}

    public static void main(String[] args) throws Exception {
        Configuration settings = Configuration.of(args);
        KafkaConnection kafka = KafkaConnection.of(settings.get(KafkaConfig.class));
        JobConfig job = settings.get(JobConfig.class);
        CleanConfig clean = settings.get(CleanConfig.class);
        IndexConfig index = settings.get(IndexConfig.class);
        QuarantineConfig quarantine = settings.get(QuarantineConfig.class);
        // a missing pepper or key is found out here, not by a task that fails and fails
        Pepper.read(index.pepperFile());
        ContentSeal.of(quarantine);

        StreamExecutionEnvironment env = JobEnvironment.create(job);
        CleanJob.define(
                env,
                KafkaEnds.source(kafka, CleanJob.NAME, Pattern.compile(Pattern.quote(Topics.LANDED_PREFIX) + ".+")),
                KafkaEnds.patientSource(kafka, CleanJob.NAME, Pattern.compile(Topics.DISCARDED)),
                KafkaEnds.transactionalSink(kafka, CleanJob.NAME, job.transactionTimeout(), LostTransactions.REFUSED),
                KafkaEnds.transactionalSink(
                        kafka, CleanJob.NAME, CleanJob.REFUSED, job.transactionTimeout(), LostTransactions.REFUSED),
                new KafkaCatalogue(kafka, clean.catalogueTimeout()),
                index.pepperFile(),
                clean,
                SealAccess.configured(args),
                quarantine.held());
        env.execute(CleanJob.NAME);
    }
}
