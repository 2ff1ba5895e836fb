package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingException;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.kafka.TopicContents;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.testcontainers.kafka.KafkaContainer;

/** Landing and the catalogue against a broker in a container, which also stands still with its connections open. */
@WithDocker
@Timeout(300)
class KafkaContainerIT {
    private static final Catalogue CATALOGUE = Catalogue.load(List.of());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BATCH = 500;
    private static KafkaContainer kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = Servers.kafka(null);
        kafka.start();
        try (CataloguePublisher publisher =
                new CataloguePublisher(KafkaConnection.plain(kafka.getBootstrapServers()))) {
            publisher.publish(CATALOGUE.datasets());
        }
    }

    @AfterAll
    static void stop() {
        kafka.stop();
    }

    @Test
    void shouldMakeTheTopicsAndPublishEveryDeclaration() throws Exception {
        Set<String> expected = new HashSet<>(List.of("catalogue", "quarantine", "reminder", "file.taxpayer"));
        CATALOGUE.datasets().forEach(d -> expected.addAll(List.of("landed." + d.id(), "clean." + d.id())));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).containsAll(expected);
        }
        try (CatalogueReader reader = new CatalogueReader(KafkaConnection.plain(kafka.getBootstrapServers()))) {
            assertThat(reader.datasets())
                    .extracting(Dataset::hash)
                    .containsExactlyInAnyOrderElementsOf(
                            CATALOGUE.datasets().stream().map(Dataset::hash).toList());
        }
    }

    @Test
    void shouldLandEveryRowThoughTheBrokerStandsStillForLongerThanTheWriterIsPatient() throws Exception {
        int batches = 200;
        AtomicInteger landed = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        Set<String> expected = new HashSet<>();
        try (LandingWriter writer = new LandingWriter(KafkaConnection.plain(kafka.getBootstrapServers()), PATIENCE)) {
            CompletableFuture<Void> landing = CompletableFuture.runAsync(() -> {
                while (landed.get() < batches) {
                    try {
                        for (int i = 0; i < BATCH; i++) {
                            String key = "k" + (landed.get() * BATCH + i);
                            writer.land(Rows.row(CATALOGUE.dataset("resident"), key));
                            expected.add(key);
                        }
                        writer.flush();
                        landed.incrementAndGet();
                    } catch (LandingException e) {
                        // as every feed does: what was not taken comes again
                        failures.incrementAndGet();
                    }
                }
            });
            await().pollInterval(Duration.ofMillis(5)).until(() -> landed.get() > 5);
            Faults.pause(kafka);
            Thread.sleep(1_000);
            int before = landed.get();
            await().atMost(PATIENCE.multipliedBy(10)).until(() -> failures.get() > 0);
            assertThat(before)
                    .as("rows were on their way when the broker stood still")
                    .isLessThan(batches);
            assertThat(landed).as("nothing lands meanwhile").hasValue(before);
            Faults.resume(kafka);
            landing.get(120, TimeUnit.SECONDS);
        }
        Set<String> keys = new HashSet<>();
        TopicContents.landed(kafka.getBootstrapServers(), "resident").forEach(r -> keys.add(r.getKey()));
        assertThat(keys).hasSize(batches * BATCH).isEqualTo(expected);
    }
}
