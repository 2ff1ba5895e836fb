package org.taxbrain.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers as tests start them: published on 127.0.0.1, on ports that they keep when they are killed and started again. */
final class Servers {
    /** Of the superuser that {@link #postgres} makes, and of its login for captures. */
    static final String PASSWORD = "secret";

    static final String SFTP_USER = "healthcare";
    static final int SFTP_PORT = 2222;
    static final int ELASTICSEARCH_PORT = 9200;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Servers() {}

    /** A broker; in a container network it is {@code kafka:19092}. */
    static KafkaContainer kafka(Network network) throws IOException {
        KafkaContainer kafka = new KafkaContainer(Image.KAFKA.reference())
                // as deploy/servers/kafka sets them; an official image knows nothing of that
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_TRANSACTION_MAX_TIMEOUT_MS", "3600000")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(8 << 20))
                .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000")
                .withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "500");
        if (network != null) {
            // bound by this name, which no one else knows
            kafka.withListener("kafka:19092");
        }
        return prepared(Image.KAFKA, kafka, network, "kafka", 9092);
    }

    /** A PostgreSQL with logical decoding, which gives up a silent reader after five seconds; {@code postgres:5432}. */
    static PostgreSQLContainer postgres(Network network, String database) throws IOException {
        PostgreSQLContainer postgres = new PostgreSQLContainer(Image.POSTGRES.reference())
                .withDatabaseName(database)
                .withUsername("postgres")
                .withPassword(PASSWORD)
                .withCommand("postgres", "-c", "wal_level=logical", "-c", "wal_sender_timeout=5s");
        return prepared(Image.POSTGRES, postgres, network, "postgres", PostgreSQLContainer.POSTGRESQL_PORT);
    }

    /** One Elasticsearch node without security; {@code elasticsearch:9200}. */
    static GenericContainer<?> elasticsearch(Network network) throws IOException {
        GenericContainer<?> elasticsearch = new GenericContainer<>(Image.ELASTICSEARCH.reference())
                .withEnv("JAVA_OPTS", "-Xms512m -Xmx512m -XX:+UseSerialGC")
                // read by the official image alone
                .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
                .withEnv("discovery.type", "single-node")
                .withEnv("xpack.security.enabled", "false")
                .withEnv("action.auto_create_index", "false")
                .waitingFor(Wait.forHttp("/_cluster/health").forPort(ELASTICSEARCH_PORT));
        return prepared(Image.ELASTICSEARCH, elasticsearch, network, "elasticsearch", ELASTICSEARCH_PORT);
    }

    /** OpenSSH with the login {@link #SFTP_USER} and folders, separated by commas; {@code sftp:2222}. */
    static GenericContainer<?> sftp(Network network, String folders) throws IOException {
        GenericContainer<?> sftp = new GenericContainer<>(Image.SFTP.reference())
                .withEnv("SFTP_USER", SFTP_USER)
                .withEnv("SFTP_PASSWORD", PASSWORD)
                .withEnv("SFTP_FOLDERS", folders)
                .waitingFor(Wait.forLogMessage(".*Server listening on.*", 1));
        return prepared(Image.SFTP, sftp, network, "sftp", SFTP_PORT);
    }

    /** Fingerprint of an SFTP server's host key. */
    static String hostKey(GenericContainer<?> sftp) throws IOException, InterruptedException {
        // 256 SHA256:… sftp (ED25519)
        return sftp.execInContainer("ssh-keygen", "-lf", "/run/sftp/host_key")
                .getStdout()
                .split(" ")[1];
    }

    /** {@code 127.0.0.1:port} of what a server listens on inside its container. */
    static String address(GenericContainer<?> server, int port) {
        return "127.0.0.1:" + server.getMappedPort(port);
    }

    /**
     * What all containers of these tests have in common.
     *
     * @param server already knows what is waited for when it starts: {@code waitingFor} forgets for how long
     * @param network null: none
     */
    static <C extends GenericContainer<?>> C prepared(
            Image image, C server, Network network, String alias, int... ports) throws IOException {
        if (network != null) {
            server.withNetwork(network);
            server.withNetworkAliases(alias);
        }
        List<String> bindings = new ArrayList<>();
        for (int port : ports) {
            server.addExposedPort(port);
            bindings.add("127.0.0.1:" + freePort() + ":" + port);
        }
        server.setPortBindings(bindings);
        server.withStartupTimeout(PATIENCE);
        if (!image.isOfficial()) {
            server.withImagePullPolicy(name -> false);
        }
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
