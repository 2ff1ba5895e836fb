package org.taxbrain.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Transport;

class KafkaEndsIT {
    @TempDir
    private static Path data;

    private static TestKafka broker;
    private static final Catalogue CATALOGUE = Catalogue.load(List.of());

    @BeforeAll
    static void start() throws Exception {
        broker = TestKafka.start(data);
        publish(CATALOGUE.datasets());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldMakeTheTopicsOfTheContract() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Set<String> names = admin.listTopics().names().get();
            assertThat(names).contains("catalogue", "outcome", "quarantine", "reminder", "file.taxpayer");
            assertThat(names)
                    .contains("file.property-unit", "file.enforcement-case", "landed.taxpayer", "clean.taxpayer");
            assertThat(admin.describeTopics(List.of("clean.taxpayer"))
                            .allTopicNames()
                            .get()
                            .get("clean.taxpayer")
                            .partitions())
                    .hasSize(Topics.PARTITIONS);
            assertThat(config(admin, "clean.taxpayer").get("cleanup.policy").value())
                    .isEqualTo("compact");
            assertThat(config(admin, "clean.taxpayer")
                            .get("delete.retention.ms")
                            .value())
                    .isEqualTo("604800000");
            assertThat(config(admin, "landed.taxpayer").get("cleanup.policy").value())
                    .isEqualTo("delete");
            assertThat(config(admin, "landed.taxpayer").get("retention.ms").value())
                    .isEqualTo("-1");
        }
    }

    @Test
    void shouldSayWhatToDoAboutTopicsWithAnotherNumberOfPartitions() {
        try (TopicAdmin topics = new TopicAdmin(broker.connection(), 1, Topics.PARTITIONS + 1)) {
            assertThatThrownBy(topics::createCommon)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("finding has 4, needed are 5")
                    .hasMessageContaining("Set taxbrain.kafka.partitions to what they have")
                    .hasMessageNotContaining("catalogue has");
        }
    }

    private static Config config(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }

    @Test
    void shouldLookUpADatasetByItsHashAndListTheNewestOfEach() {
        Dataset taxpayer = CATALOGUE.dataset("taxpayer");
        try (CatalogueReader reader = new CatalogueReader(broker.connection())) {
            assertThat(reader.dataset(taxpayer.hash()).id()).isEqualTo("taxpayer");
            assertThat(reader.datasets()).extracting(Dataset::id).contains("taxpayer", "bank-statement");
        }
    }

    @Test
    void shouldWaitForADescriptorThatItsRowOutran() throws Exception {
        Dataset later = next("case-funds");
        try (CatalogueReader reader = new CatalogueReader(broker.connection())) {
            CompletableFuture<Dataset> found = CompletableFuture.supplyAsync(() -> reader.dataset(later.hash()));
            assertThatThrownBy(() -> found.get(500, TimeUnit.MILLISECONDS)).isNotNull();
            publish(List.of(later));
            assertThat(found.get(10, TimeUnit.SECONDS).hash()).isEqualTo(later.hash());
        }
    }

    @Test
    void shouldSayWhatToDoAboutAnUnknownDescriptor() {
        try (CatalogueReader reader = new CatalogueReader(broker.connection(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> reader.dataset("0123456789abcdef"))
                    .isInstanceOf(CatalogueException.class)
                    .hasMessageContaining("0123456789abcdef")
                    .hasMessageContaining("taxbrain.catalogue");
        }
    }

    @Test
    void shouldRefuseAChangedDeclarationWithoutANewRevision() {
        Dataset good = CATALOGUE.dataset("tax-arrears");
        Dataset changed = Dataset.parse("tax-arrears", good.descriptorText().replace("PT5S", "PT6S"), good.idlText());
        assertThatThrownBy(() -> publish(List.of(changed)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("set revision to " + (good.descriptor().revision() + 1));
    }

    @Test
    void shouldRefuseARevisionThatRowsWhichAreThereCantFollowAndNameThePublishedOne() {
        Dataset published = CATALOGUE.dataset("housing-loan");
        publish(List.of(published));
        Dataset next = next("housing-loan");
        Dataset retyped = Dataset.parse(
                "housing-loan", next.descriptorText(), next.idlText().replace(" @meaning(\"money\")", ""));
        try (CataloguePublisher publisher = new CataloguePublisher(broker.connection())) {
            assertThat(publisher.refusals(List.of(retyped, CATALOGUE.dataset("resident"))))
                    .hasEntrySatisfying("housing-loan", refusal -> {
                        assertThat(refusal.published().hash()).isEqualTo(published.hash());
                        assertThat(refusal.reason()).contains("field amount", "it is a money and would be a long");
                    })
                    .hasSize(1);
            assertThatThrownBy(() -> publisher.publish(List.of(retyped))).isInstanceOf(CatalogueException.class);
        }
    }

    @Test
    void shouldLandEveryRowThoughTheBrokerRestartsInBetween() throws Exception {
        try (LandingWriter writer = new LandingWriter(broker.connection())) {
            writer.land(row("resident", "a"));
            writer.flush();
            CompletableFuture<Void> landing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20_000; i++) {
                    writer.land(row("resident", "k" + i));
                }
                writer.flush();
            });
            broker.stop();
            Thread.sleep(1_000);
            assertThat(landing).isNotDone();
            broker.start();
            landing.get(60, TimeUnit.SECONDS);
        }
        List<String> keys = new ArrayList<>();
        broker.landed("resident").forEach(r -> keys.add(r.getKey()));
        assertThat(keys).hasSize(20_001).doesNotHaveDuplicates();
    }

    @Test
    void shouldThrowAndWorkAgainAfterAnOutageLongerThanItsPatience() throws Exception {
        try (LandingWriter writer = new LandingWriter(broker.connection(), Duration.ofSeconds(2))) {
            writer.land(row("bank-statement", "before"));
            writer.flush();
            broker.stop();
            assertThatThrownBy(() -> {
                        writer.land(row("bank-statement", "during"));
                        writer.flush();
                    })
                    .isInstanceOf(LandingException.class)
                    .hasMessageContaining("1 rows were not taken")
                    .hasMessageContaining(broker.bootstrapServers());
            broker.start();
            writer.land(row("bank-statement", "during"));
            writer.flush();
        }
        assertThat(broker.landed("bank-statement"))
                .extracting(LandedRecord::getKey)
                .contains("before", "during");
    }

    @Test
    void shouldLandARowThatIsTooLargeAsADefectSoThatItHoldsUpNothing() {
        try (LandingWriter writer = new LandingWriter(broker.connection())) {
            LandedRecord large = row("medical-settlement", "large");
            large.setValues(List.of("x".repeat(9 << 20)));
            writer.land(large);
            writer.land(row("medical-settlement", "next"));
            writer.flush();
        }
        assertThat(broker.landed("medical-settlement"))
                .anySatisfy(r -> {
                    assertThat(r.getKey()).isEqualTo("large");
                    assertThat(r.getDefect()).isEqualTo("row-invalid");
                    assertThat(r.getValues()).isEmpty();
                })
                .anySatisfy(r -> assertThat(r.getKey()).isEqualTo("next"));
    }

    private static void publish(Collection<Dataset> datasets) {
        try (CataloguePublisher publisher = new CataloguePublisher(broker.connection())) {
            publisher.publish(datasets);
        }
    }

    private static Dataset next(String id) {
        Dataset dataset = CATALOGUE.dataset(id);
        return Dataset.parse(
                id,
                dataset.descriptorText()
                        .replaceFirst(
                                "revision: \\d+",
                                "revision: " + (dataset.descriptor().revision() + 1)),
                dataset.idlText());
    }

    private static LandedRecord row(String dataset, String key) {
        return LandedRecord.newBuilder()
                .setDataset(dataset)
                .setDescriptorHash(CATALOGUE.dataset(dataset).hash())
                .setDepartment(CATALOGUE.dataset(dataset).descriptor().department())
                .setTransport(Transport.FILE)
                .setPosition("test:" + key)
                .setBatch("test")
                .setLandedAt(0)
                .setOperation(Operation.UPSERT)
                .setKey(key)
                .setOrder(List.of(1L))
                .setValues(Collections.nCopies(1, key))
                .setExtra(Map.of())
                .build();
    }
}
