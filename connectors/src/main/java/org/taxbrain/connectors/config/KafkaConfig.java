package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Kafka is; {@code KafkaConnection.of} makes of it what clients are made with. */
@ConfigMapping(prefix = "taxbrain.kafka")
public interface KafkaConfig {
    @WithDefault("127.0.0.1:9092")
    String bootstrapServers();

    /**
     * File with what secures the connection: Kafka's own client settings {@code security.*}, {@code ssl.*} and {@code sasl.*},
     * as its tools take them; none where Kafka asks for no certificate. docs/operate.md, "Securing Kafka and the databases".
     */
    Optional<Path> clientPropertiesFile();

    /** Of each topic, when it is made. Never changed afterwards: keys would move. */
    @WithDefault("4")
    int partitions();
}
