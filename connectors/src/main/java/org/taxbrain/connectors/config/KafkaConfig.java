package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where Kafka is. */
@ConfigMapping(prefix = "taxbrain.kafka")
public interface KafkaConfig {
    @WithDefault("127.0.0.1:9092")
    String bootstrapServers();

    /** Of each topic, when it is made. Never changed afterwards: keys would move. */
    @WithDefault("4")
    int partitions();
}
