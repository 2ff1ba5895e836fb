package org.taxbrain.jobs.index;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;

/** Starts IndexJob. */
public final class IndexJobMain {
    private IndexJobMain() {}

    /** @param args {@code --taxbrain.…=…} */
    public static void main(String[] args) throws Exception {
        Configuration configuration = Configuration.of(args);
        StreamExecutionEnvironment env = JobEnvironment.create(configuration.get(JobConfig.class));
        env.getCheckpointConfig()
                .setCheckpointInterval(configuration
                        .get(IndexConfig.class)
                        .checkpointInterval()
                        .toMillis());
        KafkaConnection kafka = KafkaConnection.of(configuration.get(KafkaConfig.class));
        IndexJob.define(
                env, KafkaEnds.source(kafka, IndexJob.NAME, new IndexedTopics(kafka)), new ElasticsearchSink(args));
        env.execute(IndexJob.NAME);
    }
}
