package org.taxbrain.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** The metrics page of a running application, and what it sees in Kafka. */
class MetricsIT {
    @TempDir
    private Path folder;

    @Test
    void shouldShowLagsAndOpenFindingsAndKeepTheLastLookWhileKafkaIsAway() throws Exception {
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"));
                AgreeingIndex index = AgreeingIndex.start(0)) {
            int port = freePort();
            Path pepper = Files.writeString(folder.resolve("pepper"), "0123456789abcdef");
            try (PipelinesApplication application = new PipelinesApplication(Configuration.of(
                    "--taxbrain.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--taxbrain.elasticsearch.url=" + index.url(),
                    "--taxbrain.data-dir=" + folder.resolve("data"),
                    "--taxbrain.index.pepper-file=" + pepper,
                    "--taxbrain.pipelines.kafka-look=PT0.2S",
                    "--taxbrain.pipelines.status-port=" + port))) {
                application.start();
                try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
                    for (int i = 0; i < 5; i++) {
                        producer.send(new ProducerRecord<>("landed.bank-statement", 0, new byte[1], new byte[1]))
                                .get();
                    }
                    finding(producer, "a", true);
                    finding(producer, "b", true);
                }
                commit(kafka, "clean", new TopicPartition("landed.bank-statement", 0), 2);
                await().untilAsserted(() -> assertThat(page(port))
                        .contains(
                                "taxbrain_kafka_consumer_lag_records{group=\"clean\",topic=\"landed.bank-statement\"} 3.0\n",
                                "taxbrain_findings_open{kind=\"books-mismatch\"} 2.0\n"));
                try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
                    finding(producer, "a", false);
                }
                await().untilAsserted(() ->
                        assertThat(page(port)).contains("taxbrain_findings_open{kind=\"books-mismatch\"} 1.0\n"));

                assertThat(page(port))
                        .contains(
                                "taxbrain_feed_state{feed=\"bank/bank-statement\",state=\"misconfigured\"} 1.0\n",
                                "taxbrain_dataset_freshness_promise_seconds{dataset=\"bank-statement\",department=\"bank\"}");
                kafka.stop();
                assertThat(page(port)).contains("taxbrain_findings_open{kind=\"books-mismatch\"} 1.0\n");
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(TestKafka kafka) {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void finding(KafkaProducer<byte[], byte[]> producer, String id, boolean isOpen) throws Exception {
        String body = "{\"kind\":\"books-mismatch\",\"open\":" + isOpen + "}";
        producer.send(new ProducerRecord<>(
                        Topics.FINDING,
                        id.getBytes(StandardCharsets.UTF_8),
                        Wire.result().encode(new ResultRecord(Topics.FINDING, id, "", body))))
                .get();
    }

    private static void commit(TestKafka kafka, String group, TopicPartition partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)), Duration.ofSeconds(30));
        }
    }

    private static String page(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
