package org.taxbrain.server.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Where the broker keeps its data, where it listens, and what is set otherwise than we would.
 *
 * @param clusterId of the cluster that a new data folder is formatted for; null: one of its own
 * @param overrides Kafka's own settings, those of {@code --config} and above them those of {@code --set}
 */
record KafkaServerOptions(Path data, int port, int controllerPort, String clusterId, Map<String, String> overrides) {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final long SMALLEST_FREE_BYTES = 256L << 20;

    /** Longer than any outage that a restored Flink job may have to bridge before it commits its transaction. */
    private static final long TRANSACTION_MAX_TIMEOUT_MS = 3_600_000;

    private static final String USAGE =
            "usage: KafkaServerMain --data DIR --port PORT --controller-port PORT [--cluster-id ID] [--config FILE]"
                    + " [--set key=value]...";

    /** What follows from the options, and would part the broker from its data folder if it were set otherwise. */
    private static final Set<String> OURS =
            Set.of("process.roles", "node.id", "log.dir", "log.dirs", "metadata.log.dir");

    /** Settings of the authorizer, which the broker hands on to it. */
    private static final Set<String> AUTHORIZER =
            Set.of(StandardAuthorizer.SUPER_USERS_CONFIG, StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG);

    /** Settings of one listener only; what comes behind the listener's name is a setting of all listeners. */
    private static final String OF_LISTENER = "listener.name.";

    static KafkaServerOptions parse(String... args) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("an option has no value; " + USAGE);
        }
        Path data = null;
        int port = 0;
        int controllerPort = 0;
        String clusterId = null;
        Map<String, String> config = Map.of();
        Map<String, String> set = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String value = args[i + 1];
            switch (args[i]) {
                case "--data" -> data = Path.of(value).toAbsolutePath().normalize();
                case "--port" -> port = port(args[i], value);
                case "--controller-port" -> controllerPort = port(args[i], value);
                case "--cluster-id" -> clusterId = value;
                case "--config" -> config = config(Path.of(value));
                case "--set" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException("--set wants key=value, got '" + value + "'");
                    }
                    set.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i] + "; " + USAGE);
            }
        }
        if (data == null || port == 0 || controllerPort == 0) {
            throw new IllegalArgumentException("--data, --port and --controller-port are all needed; " + USAGE);
        }
        Map<String, String> overrides = new LinkedHashMap<>(config);
        overrides.putAll(set);
        return new KafkaServerOptions(data, port, controllerPort, clusterId, overrides);
    }

    /** The broker's configuration: one node, so every internal topic has one replica; topics are made on purpose only. */
    Properties brokerProperties() {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("log.dirs", data.toString());

        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "8");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "8");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("transaction.max.timeout.ms", Long.toString(TRANSACTION_MAX_TIMEOUT_MS));
        properties.put("group.initial.rebalance.delay.ms", "0");

        properties.put("auto.create.topics.enable", "false");
        // a topic that forgets says so itself; the log is the truth, and a stack may stand still for a month
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", "-1");
        properties.put("offsets.retention.minutes", Integer.toString(365 * 24 * 60));
        properties.put("log.segment.bytes", Integer.toString(128 << 20));
        // the cleaner's default buffer (128 MiB) is sized for a broker of thousands of partitions
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(32 << 20));
        properties.put("message.max.bytes", Integer.toString(8 << 20));
        properties.put("replica.fetch.max.bytes", Integer.toString(8 << 20));
        // a broker that was killed can register again only when its former session has timed out
        properties.put("broker.session.timeout.ms", "4000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.putAll(overrides);
        return properties;
    }

    /** A mistyped name must not leave a listener open that was meant to be closed, so every name is known to Kafka. */
    private static Map<String, String> config(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--config: " + file + " can't be read (" + e
                            + "); it is a properties file with Kafka's broker settings",
                    e);
        }
        Map<String, String> config = new LinkedHashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(
                        "--config: " + file + " sets " + name + ", which follows from the options; remove the line");
            }
            if (!isKnown(name)) {
                throw new IllegalArgumentException(
                        "--config: " + file + " sets " + name + ", which Kafka does not know; mend or remove the line");
            }
            config.put(name, properties.getProperty(name).strip());
        }
        return config;
    }

    private static boolean isKnown(String name) {
        String setting =
                name.startsWith(OF_LISTENER) ? name.substring(name.indexOf('.', OF_LISTENER.length()) + 1) : name;
        return AUTHORIZER.contains(setting)
                || KafkaConfig.configDef().configKeys().containsKey(setting);
    }

    /**
     * Checks that the broker's keys and certificates are there; Kafka would only say so in a trace.
     *
     * @throws IllegalArgumentException if one can't be read
     */
    static void requireCertificates(Properties properties) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            boolean isFile = name.endsWith(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
                    || name.endsWith(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
            if (isFile && !Files.isReadable(Path.of(properties.getProperty(name)))) {
                throw new IllegalArgumentException(name + " is " + properties.getProperty(name)
                        + ", which can't be read; put the file there, for the user that the broker runs as");
            }
        }
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a port number, got '" + value + "'", e);
        }
        throw new IllegalArgumentException(option + " wants a port between 1 and 65535, got " + value);
    }
}
