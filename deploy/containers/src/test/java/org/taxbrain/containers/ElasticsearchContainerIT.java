package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.BulkOptions;
import org.taxbrain.connectors.elasticsearch.BulkWriter;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.connectors.elasticsearch.Rejection;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.testcontainers.containers.GenericContainer;

/** The index writer against an Elasticsearch in a container, which is killed in the middle of its bulks. */
@WithDocker
@Timeout(300)
class ElasticsearchContainerIT {
    private static GenericContainer<?> server;
    private static ElasticsearchConfig config;
    private static ElasticsearchConnection elasticsearch;
    private final List<Rejection> rejections = Collections.synchronizedList(new ArrayList<>());
    private BulkWriter writer;

    @BeforeAll
    static void start() throws Exception {
        server = Servers.elasticsearch(null);
        server.start();
        config = Configuration.of(
                        "--taxbrain.elasticsearch.url=http://" + Servers.address(server, Servers.ELASTICSEARCH_PORT))
                .get(ElasticsearchConfig.class);
        elasticsearch = ElasticsearchConnection.open(config);
    }

    @AfterAll
    static void stop() throws Exception {
        elasticsearch.close();
        server.stop();
    }

    @BeforeEach
    void makeIndices() throws Exception {
        elasticsearch.send("DELETE", "/reminder-v1", null);
        IndexAdmin.ensure(config, Catalogue.load(List.of()).datasets());
        writer = new BulkWriter(
                elasticsearch, new BulkOptions(32 << 10, 200, Duration.ofMillis(20), 1 << 20, 2), rejections::add);
    }

    @AfterEach
    void closeWriter() {
        writer.close();
    }

    @Test
    void shouldKeepTheNewestVersionAndRejectOnlyWhatTheMappingRefuses() throws Exception {
        writer.write(write("a", 7));
        writer.flush();
        writer.write(write("a", 3));
        writer.write(new IndexWrite(
                "reminder",
                "b",
                1,
                "{\"deleted\":false,\"base\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                "reminder/0/1"));
        writer.flush();
        assertThat(versions()).isEqualTo(Map.of("a", 7L));
        assertThat(writer.superseded()).isOne();
        assertThat(rejections).extracting(r -> r.write().id()).containsExactly("b");
    }

    @Test
    void shouldLoseNothingWhenElasticsearchIsKilledInTheMiddleOfABulk() throws Exception {
        int documents = 5_000;
        int versions = 4;
        CompletableFuture<Long> killed = CompletableFuture.supplyAsync(this::killInTheMiddle);
        Map<String, Long> expected = new HashMap<>();
        for (int version = 1; version <= versions; version++) {
            for (int i = 0; i < documents; i++) {
                writer.write(write("d" + i, version));
                expected.put("d" + i, (long) version);
            }
        }
        writer.flush();
        assertThat(killed.join())
                .as("documents written when it was killed")
                .isBetween(1L, (long) documents * versions - 1);
        assertThat(writer.retries()).as("documents that met the outage").isPositive();
        assertThat(writer.written() + writer.superseded()).isEqualTo((long) documents * versions);
        assertThat(versions()).as("the index equals what was written").isEqualTo(expected);
        assertThat(rejections).isEmpty();
    }

    private long killInTheMiddle() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> writer.written() > 2_000);
        Faults.kill(server);
        long written = writer.written();
        await().during(Duration.ofSeconds(1)).until(() -> writer.written() == written);
        Faults.start(server);
        return written;
    }

    /** Every document of the index that a search finds, and its version. */
    private static Map<String, Long> versions() throws Exception {
        elasticsearch.send("POST", "/reminder/_refresh", null);
        Map<String, Long> versions = new HashMap<>();
        elasticsearch
                .send("POST", "/reminder/_search", "{\"size\":10000,\"version\":true,\"_source\":false}")
                .body()
                .at("/hits/hits")
                .forEach(h ->
                        versions.put(h.path("_id").asText(), h.path("_version").asLong()));
        return versions;
    }

    private static IndexWrite write(String id, long version) {
        String body = "{\"deleted\":false,\"rule\":\"open-arrears\",\"base\":%d}".formatted(version);
        return new IndexWrite("reminder", id, version, body.getBytes(StandardCharsets.UTF_8), "reminder/0/" + version);
    }
}
