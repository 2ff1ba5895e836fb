package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where Kafka is. */
@ConfigMapping(prefix = "taxbrain.kafka")
public interface KafkaConfig {
    @WithDefault("127.0.0.1:9092")
    String bootstrapServers();
}
