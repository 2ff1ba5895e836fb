package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.kafka.TopicContents;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;

/** A broker that stands still beyond its session: a controller of its own, which goes on, sees it end. */
@WithDocker
@Timeout(300)
class BrokerSessionContainerIT {
    private static final Dataset RESIDENT = Catalogue.load(List.of()).dataset("resident");
    private static final String VOTERS = "2@controller:9094";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The controller says at this level that it takes a broker for dead. */
    private static final String LOGGING = """
            <Configuration><Appenders><Console name="out"><PatternLayout pattern="%m%n"/></Console></Appenders>
            <Loggers><Logger name="org.apache.kafka.controller" level="info"/>
            <Root level="warn"><AppenderRef ref="out"/></Root></Loggers></Configuration>
            """;

    private static Network network;
    private static GenericContainer<?> controller;
    private static KafkaContainer broker;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        broker = Servers.kafka(network)
                .withEnv("KAFKA_PROCESS_ROLES", "broker")
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://0.0.0.0:9092,BROKER://0.0.0.0:9093")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", VOTERS);
        controller = Servers.prepared(
                Image.KAFKA,
                new GenericContainer<>(Image.KAFKA.reference())
                        .withEnv("CLUSTER_ID", broker.getEnvMap().get("CLUSTER_ID"))
                        .withEnv("KAFKA_PROCESS_ROLES", "controller")
                        .withEnv("KAFKA_NODE_ID", "2")
                        .withEnv("KAFKA_LISTENERS", "CONTROLLER://0.0.0.0:9094")
                        .withEnv("KAFKA_ADVERTISED_LISTENERS", "CONTROLLER://controller:9094")
                        .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                        .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", VOTERS)
                        .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000")
                        .withEnv("KAFKA_OPTS", "-Dlog4j2.configurationFile=/tmp/log4j2.xml")
                        .withCopyToContainer(Transferable.of(LOGGING), "/tmp/log4j2.xml"),
                network,
                "controller");
        controller.start();
        broker.start();
        try (CataloguePublisher publisher =
                new CataloguePublisher(KafkaConnection.plain(broker.getBootstrapServers()))) {
            publisher.publish(List.of(RESIDENT));
        }
    }

    @AfterAll
    static void stop() {
        broker.stop();
        controller.stop();
        network.close();
    }

    @Test
    void shouldLandEveryRowOnceThoughTheBrokerStandsStillBeyondItsSession() throws Exception {
        int rows = 100_000;
        AtomicInteger flushed = new AtomicInteger();
        List<String> expected = new ArrayList<>();
        try (LandingWriter writer = new LandingWriter(KafkaConnection.plain(broker.getBootstrapServers()))) {
            CompletableFuture<Void> landing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < rows; i++) {
                    writer.land(Rows.row(RESIDENT, "k" + i));
                    expected.add("k" + i);
                    if (i % 500 == 0) {
                        writer.flush();
                        flushed.set(i);
                    }
                }
                writer.flush();
            });
            await().pollInterval(Duration.ofMillis(5)).until(() -> flushed.get() > 2_000);
            assertThat(controller.getLogs()).doesNotContain("session has timed out");
            Faults.pause(broker);
            await().atMost(PATIENCE).until(() -> controller.getLogs().contains("session has timed out"));
            assertThat(landing).as("rows were on their way").isNotDone();
            Faults.resume(broker);
            landing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(TopicContents.landed(broker.getBootstrapServers(), RESIDENT.id()))
                .extracting(LandedRecord::getKey)
                .as("every row, and each once")
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
