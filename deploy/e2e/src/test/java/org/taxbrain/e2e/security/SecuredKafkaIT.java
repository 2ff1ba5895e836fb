package org.taxbrain.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.CommittedTopic;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.KafkaRole;
import org.taxbrain.connectors.kafka.KafkaRoles;
import org.taxbrain.connectors.kafka.LandedKeys;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.tls.TestCertificates;
import org.taxbrain.e2e.server.ServerProcess;
import org.taxbrain.jobs.books.BooksJobMain;
import org.taxbrain.jobs.clean.CleanJobMain;
import org.taxbrain.jobs.file.FileJobMain;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Transport;

/** A broker with the settings that are shipped for one, and what the holder of each certificate can do there and can't. */
@Timeout(300)
class SecuredKafkaIT {
    private static final Dataset ARREARS = Catalogue.load(List.of()).dataset("tax-arrears");
    private static final String CLEAN = Topics.clean(ARREARS.id());
    private static final String LANDED = Topics.landed(ARREARS.id());

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static ServerProcess broker;
    private static MiniCluster flink;
    private static final List<CompletableFuture<Void>> jobs = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        certificates = TestCertificates.in(folder.resolve("certificates"));
        for (String name : List.of("admin", "pipelines", "jobs", "metrics", "stranger")) {
            certificates.issue(name);
        }
        broker = ServerProcess.securedKafka(
                folder.resolve("kafka"), certificates.issue("kafka", "127.0.0.1"), certificates.authority());
        try (KafkaRoles roles = new KafkaRoles(as("admin"))) {
            assertThat(roles.apply().added()).isPositive();
        }
        try (CataloguePublisher publisher = new CataloguePublisher(as("pipelines"))) {
            publisher.publish(List.of(ARREARS));
        }
        startJobs();
        try (LandingWriter landing = new LandingWriter(as("pipelines"), Duration.ofSeconds(30))) {
            landing.land(arrears());
            landing.flush();
        }
    }

    private static void startJobs() throws Exception {
        Configuration settings = new Configuration();
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(96));
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(3)
                .withRandomPorts()
                .build());
        flink.start();
        TestStreamEnvironment.setAsContext(flink, 1);
        String[] args = {
            "--taxbrain.kafka.bootstrap-servers=" + broker.address(),
            "--taxbrain.kafka.client-properties-file=" + certificates.clientProperties("jobs"),
            "--taxbrain.index.pepper-file="
                    + Files.writeString(folder.resolve("pepper"), "a pepper for this test only"),
            "--taxbrain.quarantine.key=k1:000102030405060708090a0b0c0d0e0f",
            "--taxbrain.books.checkpoint-interval=PT0.5S"
        };
        for (Job job : List.<Job>of(CleanJobMain::main, FileJobMain::main, BooksJobMain::main)) {
            jobs.add(CompletableFuture.runAsync(() -> job.start(args)));
        }
    }

    @FunctionalInterface
    private interface Job {
        void main(String[] args) throws Exception;

        default void start(String... args) {
            try {
                main(args);
            } catch (Exception e) {
                throw new AssertionError("a job ended", e);
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        TestStreamEnvironment.unsetAsContext();
        flink.close();
        broker.close();
    }

    @Test
    void shouldRefuseWhoHasNoCertificateOfTheAuthority() throws Exception {
        Path anonymous = certificates.write(
                "anonymous.properties",
                Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", certificates.authority().toString()));
        assertUnauthenticated(connection(anonymous));

        TestCertificates others = TestCertificates.in(folder.resolve("others"));
        others.issue("admin");
        Path forged = others.write(
                "forged.properties",
                Map.of(
                        "security.protocol", "SSL",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location",
                                folder.resolve("others/admin.pem").toString(),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", certificates.authority().toString()));
        assertUnauthenticated(connection(forged));
    }

    @Test
    void shouldNotTalkToABrokerOfAnotherAuthority() throws Exception {
        TestCertificates others = TestCertificates.in(folder.resolve("impostor"));
        others.issue("jobs");
        assertUnauthenticated(connection(others.clientProperties("jobs")));
    }

    private static void assertUnauthenticated(KafkaConnection kafka) {
        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void shouldLetPipelinesLandButNotSeeWhatBecomesOfIt() {
        assertThat(new LandedKeys(as("pipelines")).any(ARREARS.id())).isTrue();
        assertReadRefused("pipelines", CLEAN);
        assertWriteRefused("pipelines", CLEAN);
    }

    @Test
    void shouldLetTheJobsMakeAFileOfARowExactlyOnce() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(jobs).noneMatch(CompletableFuture::isDone);
                    for (String topic : List.of(
                            CLEAN,
                            Topics.OUTCOME,
                            Topics.HISTORY,
                            Topics.file("taxpayer"),
                            Topics.REMINDER,
                            Topics.BOOKS)) {
                        assertThat(count("jobs", topic)).as(topic).isPositive();
                    }
                });
        assertThat(count("jobs", CLEAN)).isOne();
        assertThat(count("jobs", Topics.OUTCOME)).isOne();
        assertThat(count("jobs", Topics.HISTORY)).isOne();
    }

    @Test
    void shouldLetTheJobsNeitherLandNorWriteInAnothersTransactions() {
        assertWriteRefused("jobs", LANDED);
        Map<String, Object> settings = as("jobs").with(Map.of("transactional.id", "quarantine-discard-1"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void shouldLetMetricsSeePositionsButNoContent() throws Exception {
        try (Admin admin = Admin.create(as("metrics").with(Map.of()))) {
            assertThat(admin.listTopics().names().get()).contains(LANDED, CLEAN, Topics.file("taxpayer"));
            TopicPartition partition = new TopicPartition(LANDED, 0);
            assertThat(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset())
                    .isNotNegative();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(admin.listConsumerGroupOffsets("clean")
                                    .partitionsToOffsetAndMetadata()
                                    .get())
                            .isNotEmpty());
            assertThat(admin.listGroups().all().get()).isNotEmpty();
        }
        assertReadRefused("metrics", LANDED);
        assertWriteRefused("metrics", LANDED);
    }

    @Test
    void shouldLetNobodyDoAnythingWhomNoRuleNames() throws Exception {
        try (Admin admin = Admin.create(as("stranger").with(Map.of()))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        assertWriteRefused("stranger", LANDED);
    }

    @Test
    void shouldKeepTheRulesAsTheyAreWrittenDown() throws Exception {
        AclBinding tooMuch = rule(KafkaRole.METRICS.principal(), AclOperation.READ);
        AclBinding anothers = rule("User:subscriber", AclOperation.READ);
        try (Admin admin = Admin.create(as("admin").with(Map.of()));
                KafkaRoles roles = new KafkaRoles(as("admin"))) {
            admin.createAcls(List.of(tooMuch, anothers)).all().get();
            AclBinding lost = KafkaRole.METRICS.bindings().get(0);
            admin.deleteAcls(List.of(lost.toFilter())).all().get();
            awaitRules(
                    admin,
                    rules -> assertThat(rules).contains(tooMuch, anothers).doesNotContain(lost));

            assertThat(roles.apply()).isEqualTo(new KafkaRoles.Changes(1, 1));
            awaitRules(
                    admin, rules -> assertThat(rules).contains(lost, anothers).doesNotContain(tooMuch));
            assertThat(roles.apply()).isEqualTo(new KafkaRoles.Changes(0, 0));
        }
    }

    /** The controller's answer comes before the broker knows of the change. */
    private static void awaitRules(Admin admin, Consumer<Collection<AclBinding>> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> expected.accept(
                        admin.describeAcls(AclBindingFilter.ANY).values().get()));
    }

    private static AclBinding rule(String principal, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "nothing", PatternType.LITERAL),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    /** Also of a topic that is empty yet, which nobody would fetch who looks at its end first. */
    private static void assertReadRefused(String who, String topic) {
        Map<String, Object> settings =
                as(who).with(Map.of("enable.auto.commit", false, "auto.offset.reset", "earliest"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            assertThatThrownBy(() -> {
                        for (int polls = 0; polls < 60; polls++) {
                            consumer.poll(Duration.ofSeconds(1));
                        }
                    })
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void assertWriteRefused(String who, String topic) {
        Map<String, Object> settings = as(who).with(Map.of("acks", "all"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, "forged".getBytes(StandardCharsets.UTF_8), new byte[] {1});
            assertThatThrownBy(() -> producer.send(record).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfAny(TopicAuthorizationException.class, ClusterAuthorizationException.class);
        }
    }

    private static int count(String who, String topic) {
        List<Long> offsets = new ArrayList<>();
        CommittedTopic.read(as(who), topic, record -> offsets.add(record.offset()));
        return offsets.size();
    }

    private static KafkaConnection as(String who) {
        try {
            return connection(certificates.clientProperties(who));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KafkaConnection connection(Path clientProperties) {
        return KafkaConnection.of(org.taxbrain.connectors.config.Configuration.of(
                        "--taxbrain.kafka.bootstrap-servers=" + broker.address(),
                        "--taxbrain.kafka.client-properties-file=" + clientProperties)
                .get(KafkaConfig.class));
    }

    private static LandedRecord arrears() {
        Map<String, String> row = Map.of(
                "arrearsId", "QS1",
                "djxh", "10113301000012345678",
                "tax", "契税",
                "periodFrom", "2025-04-01",
                "periodTo", "2025-06-30",
                "dueOn", "2025-07-15",
                "assessed", "1000.00",
                "open", "500.00",
                "asOf", "2026-02-28");
        List<String> values =
                new ArrayList<>(Collections.nCopies(ARREARS.fields().size(), null));
        row.forEach((field, value) -> values.set(ARREARS.field(field).position(), value));
        return LandedRecord.newBuilder()
                .setDataset(ARREARS.id())
                .setDescriptorHash(ARREARS.hash())
                .setDepartment(ARREARS.descriptor().department())
                .setTransport(Transport.CDC)
                .setPosition("test@1")
                .setBatch("test")
                // what its dates may not lie behind
                .setLandedAt(Instant.parse("2026-03-01T02:00:00Z").toEpochMilli())
                .setOperation(Operation.UPSERT)
                .setKey(NaturalKey.of(ARREARS, values))
                .setOrder(List.of(1L, 1L, 1L))
                .setValues(values)
                .setExtra(Map.of())
                .build();
    }
}
