package org.taxbrain.connectors.kafka;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.KafkaConfig;

/**
 * Where Kafka is, and what secures the way there. Every client of Kafka is made with it. It travels in the graph of a Flink
 * job and holds no secret: only names of files, which the client reads where it runs.
 *
 * @param bootstrapServers {@code host:port}, several between commas
 * @param security Kafka's client settings {@code security.*}, {@code ssl.*} and {@code sasl.*}; empty: neither encrypted nor
 *     authenticated
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> security) implements Serializable {
    private static final long serialVersionUID = 1L;

    public KafkaConnection {
        security = Map.copyOf(security);
    }

    /**
     * Reads the settings, and the file with what secures the connection.
     *
     * @throws ConfigurationException if the file can't be used; says what is wrong with it and how to mend it
     */
    public static KafkaConnection of(KafkaConfig config) {
        return new KafkaConnection(
                config.bootstrapServers(),
                config.clientPropertiesFile().map(ClientProperties::read).orElse(Map.of()));
    }

    /** A connection that is neither encrypted nor authenticated: for a Kafka on the loopback address. */
    public static KafkaConnection plain(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /** The configuration of a client: its own settings, and how it connects. */
    public Map<String, Object> with(Map<String, ?> settings) {
        Map<String, Object> configuration = new HashMap<>(settings);
        configuration.putAll(security);
        configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return configuration;
    }

    /** The same of a client without settings of its own, for builders that take properties. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(with(Map.of()));
        return properties;
    }

    /** The addresses, for messages. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
