package org.taxbrain.connectors.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.taxbrain.schemas.record.LandedRecord;

/** A real Kafka broker in this JVM, for tests: 127.0.0.1, free ports, a data folder of the test's; can be stopped and started again. */
public final class TestKafka implements AutoCloseable {
    private final Path data;
    private final int port;
    private final int controllerPort;
    private KafkaRaftServer server;

    private TestKafka(Path data, int port, int controllerPort) {
        this.data = data;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** Starts a broker over an empty (or formerly used) folder. */
    public static TestKafka start(Path data) throws Exception {
        TestKafka kafka = new TestKafka(data, freePort(), freePort());
        kafka.start();
        return kafka;
    }

    /** Starts it again after {@link #stop()}, over its data and on its ports. */
    public void start() throws Exception {
        if (!Files.exists(data.resolve("meta.properties"))) {
            Files.createDirectories(data);
            Formatter formatter = new Formatter();
            formatter.setNodeId(1);
            formatter.setClusterId(Uuid.randomUuid().toString());
            formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
            formatter.setControllerListenerName("CONTROLLER");
            formatter.setMetadataLogDirectory(data.toString());
            formatter.addDirectory(data.toString());
            formatter.run();
        }
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties()), Time.SYSTEM);
        server.startup();
    }

    private Properties properties() {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.put("log.dirs", data.toString());
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "2");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "2");
        p.put("transaction.max.timeout.ms", "3600000");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("auto.create.topics.enable", "false");
        p.put("message.max.bytes", Integer.toString(TopicAdmin.MAX_MESSAGE_BYTES));
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        p.put("log.cleaner.threads", "1");
        p.put("broker.session.timeout.ms", "4000");
        p.put("broker.heartbeat.interval.ms", "500");
        return p;
    }

    /** Stops the broker; its data stays. */
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** How its clients connect. */
    public KafkaConnection connection() {
        return KafkaConnection.plain(bootstrapServers());
    }

    /** Everything that is committed in some topics by now, partition by partition. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String... topics) {
        return TopicContents.readAll(bootstrapServers(), topics);
    }

    /** The rows landed for a dataset, those of one key in the order of their arrival. */
    public List<LandedRecord> landed(String dataset) {
        return TopicContents.landed(bootstrapServers(), dataset);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
