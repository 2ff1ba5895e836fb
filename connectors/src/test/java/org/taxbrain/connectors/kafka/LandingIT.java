package org.taxbrain.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.record.Wire;

class LandingIT {
    @TempDir
    private static Path data;

    private static TestKafka kafka;
    private static final Dataset ARREARS = Catalogue.load(List.of()).dataset("tax-arrears");

    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.start(data);
        try (TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers(), 1)) {
            topics.createCommon();
            topics.createFor(List.of(ARREARS));
            topics.createCommon();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldHaveStoredEveryRowWhenFlushReturnsThoughTheBrokerWasAway() throws Exception {
        try (LandingWriter writer = new LandingWriter(kafka.bootstrapServers())) {
            for (int i = 0; i < 100; i++) {
                writer.land(row(i));
            }
            writer.flush();
            kafka.stop();
            for (int i = 100; i < 200; i++) {
                writer.land(row(i));
            }
            kafka.start();
            writer.flush();
        }
        Wire<LandedRecord> wire = Wire.landed();
        assertThat(kafka.readAll(Topics.landed("tax-arrears")))
                .extracting(r -> wire.decode(r.value()).getKey())
                .hasSize(200)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldFindADatasetThatIsPublishedAfterItWasAskedFor() throws Exception {
        try (CatalogueReader reader = new CatalogueReader(kafka.bootstrapServers(), Duration.ofSeconds(20));
                CataloguePublisher publisher = new CataloguePublisher(kafka.bootstrapServers())) {
            Thread late = new Thread(() -> publisher.publish(List.of(ARREARS)));
            late.start();
            assertThat(reader.dataset(ARREARS.hash()).id()).isEqualTo("tax-arrears");
            late.join();
            assertThat(reader.datasets()).extracting(Dataset::id).containsExactly("tax-arrears");
        }
    }

    @Test
    void shouldSayWhichHashIsUnknownAndWhoPublishesIt() {
        try (CatalogueReader reader = new CatalogueReader(kafka.bootstrapServers(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> reader.dataset("0123456789abcdef"))
                    .hasMessageContaining("0123456789abcdef")
                    .hasMessageContaining("pipelines application");
        }
    }

    private static LandedRecord row(int i) {
        return LandedRecord.newBuilder()
                .setDataset("tax-arrears")
                .setDescriptorHash(ARREARS.hash())
                .setDepartment("tax-core")
                .setTransport(Transport.CDC)
                .setPosition("public.zs_qsxx@" + i)
                .setBatch("stream-1")
                .setLandedAt(0)
                .setOperation(Operation.UPSERT)
                .setKey("QS" + i)
                .setOrder(List.of((long) i))
                .setValues(List.of("QS" + i))
                .setExtra(Map.of())
                .build();
    }
}
