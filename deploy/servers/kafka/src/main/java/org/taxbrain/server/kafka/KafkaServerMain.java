package org.taxbrain.server.kafka;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker that is its own controller (KRaft), on 127.0.0.1 unless told otherwise.
 *
 * <p>{@code KafkaServerMain --data DIR --port P --controller-port P [--cluster-id ID] [--config FILE] [--set key=value]...}
 * formats the data folder at its first start and serves until SIGTERM. Everything it acknowledged is there again after kill -9.
 * A broker that others than this machine reach takes {@code --config secured.properties}, or a file like it.
 */
public final class KafkaServerMain {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaServerMain.class);

    private KafkaServerMain() {}

    /** Runs the broker until it is stopped. */
    public static void main(String[] args) throws Exception {
        KafkaServerOptions options;
        Properties properties;
        KafkaConfig config;
        try {
            options = KafkaServerOptions.parse(args);
            properties = options.brokerProperties();
            config = KafkaConfig.fromProps(properties);
            KafkaServerOptions.requireCertificates(properties);
        } catch (IllegalArgumentException | ConfigException e) {
            System.err.println("Kafka was not started: " + e.getMessage());
            System.exit(2);
            return;
        }
        formatIfNew(options, config.nodeId());

        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        LOG.info("Kafka listens on {}, data in {}", properties.get("listeners"), options.data());
        server.awaitShutdown();
    }

    private static void formatIfNew(KafkaServerOptions options, int nodeId) throws Exception {
        Path data = options.data();
        if (Files.exists(data.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        createWithRoom(data);
        Formatter formatter = new Formatter();
        formatter.setNodeId(nodeId);
        formatter.setClusterId(options.clusterId() == null ? Uuid.randomUuid().toString() : options.clusterId());
        formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        formatter.setControllerListenerName(KafkaServerOptions.CONTROLLER_LISTENER);
        formatter.setMetadataLogDirectory(data.toString());
        formatter.addDirectory(data.toString());
        formatter.run();
    }

    private static void createWithRoom(Path data) throws IOException {
        Files.createDirectories(data);
        FileStore store = Files.getFileStore(data);
        if (store.getUsableSpace() < KafkaServerOptions.SMALLEST_FREE_BYTES) {
            throw new IOException("No room for Kafka in " + data + ": "
                    + store.getUsableSpace() / (1 << 20) + " MiB free, "
                    + KafkaServerOptions.SMALLEST_FREE_BYTES / (1 << 20)
                    + " MiB needed. Free some space or choose another data folder.");
        }
    }
}
