package org.taxbrain.local.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.taxbrain.local.Component;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.process.Launch;

/** Starts {@code deploy/servers/kafka}. */
public final class KafkaServer {

    static final String MODULE = "deploy/servers/kafka";

    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(3).toMillis();

    private KafkaServer() {}

    /** How it is started. */
    public static Launch launch(StackLayout layout, Ports ports) {
        List<String> arguments = List.of(
                "--data", layout.folder(Component.KAFKA).resolve("data").toString(),
                "--port", Integer.toString(ports.get(Port.KAFKA)),
                "--controller-port", Integer.toString(ports.get(Port.KAFKA_CONTROLLER)));
        return new JavaLaunch(layout, Component.KAFKA, MODULE)
                .heapMiB(384)
                .run(
                        "org.taxbrain.server.kafka.KafkaServerMain",
                        arguments,
                        Map.of(),
                        Launch.Preparation.NONE,
                        started -> problem(ports.get(Port.KAFKA), started));
    }

    private static Optional<String> problem(int port, Instant started) throws InterruptedException {
        if (Ports.isFree(port)) {
            // without this the client would print a warning for each attempt to connect
            return Optional.of("nothing listens on 127.0.0.1:" + port);
        }
        Map<String, Object> configuration = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS);
        try (Admin admin = Admin.create(configuration)) {
            boolean ready = !admin.describeCluster().nodes().get().isEmpty();
            return ready ? Optional.empty() : Optional.of("the broker has not registered with its controller");
        } catch (ExecutionException e) {
            return Optional.of("the broker does not answer: " + e.getCause().getMessage());
        }
    }
}
