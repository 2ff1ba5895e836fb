package org.taxbrain.jobs.books;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.BooksConfig;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.config.Pepper;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.jobs.advice.Advice;
import org.taxbrain.jobs.clean.KafkaCatalogue;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.jobs.common.LostTransactions;
import org.taxbrain.schemas.record.Topics;

/** Submits BooksJob; docs/contracts.md lists the settings. */
public final class BooksJobMain {
    private static final Pattern TOPICS = Pattern.compile(Pattern.quote(Topics.LANDED_PREFIX) + ".+|" + Topics.OUTCOME
            + "|" + Topics.HISTORY + "|" + Topics.DELIVERY);

    private BooksJobMain() {}

    public static void main(String[] args) throws Exception {
        Configuration settings = Configuration.of(args);
        KafkaConnection kafka = KafkaConnection.of(settings.get(KafkaConfig.class));
        JobConfig job = settings.get(JobConfig.class);
        BooksConfig books = settings.get(BooksConfig.class);
        Path pepperFile = settings.get(IndexConfig.class).pepperFile();
        // a missing pepper is found out here, not by a task that fails and fails
        Pepper.read(pepperFile);

        StreamExecutionEnvironment env = JobEnvironment.create(job);
        env.getCheckpointConfig()
                .setCheckpointInterval(books.checkpointInterval().toMillis());
        BooksJob.define(
                env,
                KafkaEnds.patientSource(kafka, BooksJob.NAME, TOPICS),
                KafkaEnds.patientSource(kafka, Advice.GROUP, Pattern.compile(Topics.HISTORY)),
                KafkaEnds.transactionalSink(kafka, BooksJob.NAME, job.transactionTimeout(), LostTransactions.REFUSED),
                new KafkaCatalogue(kafka, settings.get(CleanConfig.class).catalogueTimeout()),
                pepperFile,
                books);
        env.execute(BooksJob.NAME);
    }
}
