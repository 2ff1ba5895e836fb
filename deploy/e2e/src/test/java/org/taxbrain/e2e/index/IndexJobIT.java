package org.taxbrain.e2e.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.TopicAdmin;
import org.taxbrain.e2e.server.ServerProcess;
import org.taxbrain.jobs.index.IndexJobMain;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Sm3;

/** IndexJob between a real Kafka and a real Elasticsearch. */
@Timeout(300)
class IndexJobIT {
    private static final byte[] PEPPER = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final Dataset ARREARS = Catalogue.load(List.of()).dataset("tax-arrears");
    private static final Dataset PENALTIES = Dataset.parse(
            "tax-penalty",
            ARREARS.descriptorText().replace("dataset: tax-arrears", "dataset: tax-penalty") + "\nrecords: true\n",
            ARREARS.idlText());

    @TempDir
    private static Path folder;

    private static MiniCluster flink;
    private static CompletableFuture<Void> job;
    private static ServerProcess kafka;
    private static ServerProcess server;
    private static ElasticsearchConnection elasticsearch;
    private static Index index;
    private static int transactions;

    @BeforeAll
    static void start() throws Exception {
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
        flink.start();
        TestStreamEnvironment.setAsContext(flink, 2);
        kafka = ServerProcess.kafka(folder.resolve("kafka"));
        server = ServerProcess.elasticsearch(folder.resolve("elasticsearch"));
        elasticsearch = ElasticsearchConnection.open(Index.config(server.address()));
        index = new Index(elasticsearch);
        try (TopicAdmin topics = new TopicAdmin(KafkaConnection.plain(kafka.address()), 1)) {
            topics.createCommon();
            topics.createFor(List.of(ARREARS));
        }
        try (CataloguePublisher catalogue = new CataloguePublisher(KafkaConnection.plain(kafka.address()))) {
            catalogue.publish(List.of(ARREARS, PENALTIES));
        }
        IndexAdmin.ensure(Index.config(server.address()), List.of(ARREARS));
        Path pepper = Files.write(folder.resolve("pepper"), PEPPER);
        String[] args = {
            "--taxbrain.kafka.bootstrap-servers=" + kafka.address(),
            "--taxbrain.elasticsearch.url=http://" + server.address(),
            "--taxbrain.index.pepper-file=" + pepper
        };
        job = CompletableFuture.runAsync(() -> run(args));
        await().atMost(Duration.ofMinutes(1)).until(() -> job.isDone() || runningJob() != null);
        assertThat(job).isNotDone();
    }

    private static void run(String[] args) {
        try {
            IndexJobMain.main(args);
        } catch (Exception e) {
            throw new AssertionError("IndexJob ended", e);
        }
    }

    private static JobID runningJob() throws Exception {
        return flink.listJobs().get().stream()
                .filter(j -> !j.getJobState().isTerminalState())
                .map(j -> j.getJobId())
                .findFirst()
                .orElse(null);
    }

    @AfterAll
    static void stop() throws Exception {
        TestStreamEnvironment.unsetAsContext();
        flink.close();
        elasticsearch.close();
        server.close();
        kafka.close();
    }

    @Test
    void shouldShowWhatWasCommittedAndNothingElse() throws Exception {
        Map<String, byte[]> good = Map.of("person:1", file("person:1", 1));
        send(true, Topics.file("taxpayer"), good);
        send(false, Topics.file("taxpayer"), Map.of("person:2", file("person:2", 1)));
        send(true, Topics.file("taxpayer"), Map.of("person:3", file("person:3", 1)));
        awaitFound("taxpayer", "person:3");
        assertThat(found("taxpayer", "person:1")).isTrue();
        assertThat(found("taxpayer", "person:2")).isFalse();

        Map<String, byte[]> gone = new HashMap<>();
        gone.put("person:1", null);
        send(true, Topics.file("taxpayer"), gone);
        await().atMost(Duration.ofSeconds(20)).until(() -> index.get("taxpayer", id("person:1"))
                .at("/_source/deleted")
                .asBoolean());
    }

    @Test
    void shouldQuarantineTheOneDocumentThatTheIndexRefuses() throws Exception {
        send(true, Topics.file("taxpayer"), Map.of("person:4", result("taxpayer", "person:4", "{\"secret\":\"王伟\"}")));
        send(true, Topics.file("taxpayer"), Map.of("person:5", file("person:5", 1)));
        awaitFound("taxpayer", "person:5");
        await().atMost(Duration.ofSeconds(20)).until(() -> index.count("quarantine") == 1);
        JsonNode entry = index.search("quarantine", "{}").at("/hits/hits/0/_source");
        assertThat(entry.path("rule").asText()).isEqualTo("index-rejected");
        assertThat(entry.path("dataset").asText()).isEqualTo("file.taxpayer");
        assertThat(entry.path("field").asText()).isEqualTo("secret");
        assertThat(entry.toString()).doesNotContain("王伟");
    }

    @Test
    void shouldIndexTheRowsOfADatasetThatIsDeclaredWhileTheJobRuns() throws Exception {
        try (TopicAdmin topics = new TopicAdmin(KafkaConnection.plain(kafka.address()), 1)) {
            topics.createFor(List.of(PENALTIES));
        }
        IndexAdmin.ensure(Index.config(server.address()), List.of(PENALTIES));
        Map<String, byte[]> rows = new HashMap<>();
        for (int i = 1; i <= 500; i++) {
            rows.put("P" + i, penalty("P" + i, i));
        }
        send(true, Topics.clean("tax-penalty"), rows);
        await().atMost(Duration.ofSeconds(30)).until(() -> index.count("record-tax-penalty") == 500);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    Topics.clean("tax-penalty"),
                    null,
                    null,
                    bytes("P500"),
                    null,
                    new RecordHeaders().add(Topics.META_HEADER, penalty("P500", -1))));
            producer.commitTransaction();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> index.count("record-tax-penalty") == 499);
        JsonNode sum = index.search(
                "record-tax-penalty", "{\"size\":0,\"aggs\":{\"open\":{\"sum\":{\"field\":\"data.open\"}}}}");
        assertThat(sum.at("/aggregations/open/value").asLong()).isEqualTo(499L * 500 / 2);
    }

    @Test
    void shouldEndRightWhenElasticsearchAndTheJobAreKilledAmidTheLoad() throws Exception {
        int subjects = 2_000;
        int rounds = 5;
        for (int round = 1; round <= rounds; round++) {
            Map<String, byte[]> files = new HashMap<>();
            for (int i = 0; i < subjects; i++) {
                files.put(
                        "unit:" + i,
                        result("property-unit", "unit:" + i, "{\"summary\":{\"activeRights\":" + round + "}}"));
            }
            send(true, Topics.file("property-unit"), files);
            if (round == 2) {
                server.kill();
            } else if (round == 3) {
                flink.terminateTaskManager(0).get();
                flink.startTaskManager();
            } else if (round == 4) {
                server.start();
            }
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> countAt("property-unit", rounds) == subjects);
        assertThat(index.count("property-unit")).isEqualTo(subjects);
    }

    private static long countAt(String alias, int round) throws IOException {
        return index.search(
                        alias,
                        "{\"size\":0,\"track_total_hits\":true,\"query\":{\"term\":{\"summary.activeRights\":" + round
                                + "}}}")
                .at("/hits/total/value")
                .asLong();
    }

    private static void awaitFound(String alias, String subject) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> found(alias, subject));
    }

    private static boolean found(String alias, String subject) throws IOException {
        return index.get(alias, id(subject)).path("found").asBoolean();
    }

    private static String id(String subject) {
        return Sm3.keyedHash(PEPPER, subject);
    }

    private static byte[] file(String subject, int openArrears) {
        return result(
                "taxpayer",
                subject,
                "{\"subject\":\"" + subject + "\",\"kind\":\"person\",\"summary\":{\"openArrears\":" + openArrears
                        + "}}");
    }

    private static byte[] result(String alias, String subject, String body) {
        return Wire.result().encode(new ResultRecord(alias, subject, "r1", body));
    }

    /** A clean row; a deletion if the amount is negative. */
    private static byte[] penalty(String key, long open) throws IOException {
        CleanRecord.Builder row = CleanRecord.newBuilder()
                .setDataset("tax-penalty")
                .setDescriptorHash(PENALTIES.hash())
                .setKey(key)
                .setOperation(open < 0 ? Operation.DELETE : Operation.UPSERT)
                .setOrder(List.of(1L))
                .setPosition("p@1")
                .setBatch("b")
                .setLandedAt(1)
                .setRemarks(List.of());
        if (open >= 0) {
            int day = (int) LocalDate.of(2026, 3, 1).toEpochDay();
            GenericRecord values = new GenericRecordBuilder(PENALTIES.schema())
                    .set("arrearsId", key)
                    .set("djxh", "10113301000012345678")
                    .set("tax", "契税")
                    .set("periodFrom", day)
                    .set("periodTo", day)
                    .set("dueOn", day)
                    .set("assessed", open)
                    .set("open", open)
                    .set("asOf", day)
                    .build();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(PENALTIES.schema()).write(values, encoder);
            encoder.flush();
            row.setPayload(ByteBuffer.wrap(out.toByteArray()));
        }
        return Wire.clean().encode(row.build());
    }

    private static void send(boolean commit, String topic, Map<String, byte[]> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            records.forEach((key, value) -> producer.send(new ProducerRecord<>(topic, bytes(key), value)));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address(), "transactional.id", "test-" + transactions++),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
