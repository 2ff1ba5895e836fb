package org.taxbrain.e2e.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.elasticsearch.BulkOptions;
import org.taxbrain.connectors.elasticsearch.BulkWriter;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.elasticsearch.IndexAdminException;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.connectors.elasticsearch.Rejection;
import org.taxbrain.connectors.elasticsearch.SoftDeletePurge;
import org.taxbrain.e2e.server.ServerProcess;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

/** Writes against a real Elasticsearch process that is killed, or that refuses. */
@Timeout(300)
class BulkWriterIT {
    private static final String ALIVE = "{\"deleted\":false,\"rule\":\"open-arrears\",\"base\":%d}";
    private static final String DELETED = "{\"deleted\":true,\"deletedAt\":\"%s\"}";
    private static final Catalogue CATALOGUE = Catalogue.load(List.of());

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static ElasticsearchConnection elasticsearch;
    private static Index index;
    private final List<Rejection> rejections = Collections.synchronizedList(new ArrayList<>());
    private BulkWriter writer;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.elasticsearch(folder.resolve("elasticsearch"), "http.max_content_length=256kb");
        elasticsearch = ElasticsearchConnection.open(Index.config(server.address()));
        index = new Index(elasticsearch);
    }

    @AfterAll
    static void stop() throws Exception {
        elasticsearch.close();
        server.close();
    }

    @BeforeEach
    void makeIndices() throws Exception {
        elasticsearch.send("DELETE", "/reminder-v1", null);
        IndexAdmin.ensure(Index.config(server.address()), CATALOGUE.datasets());
        writer = new BulkWriter(
                elasticsearch, new BulkOptions(32 << 10, 200, Duration.ofMillis(20), 1 << 20, 2), rejections::add);
    }

    @AfterEach
    void closeWriter() {
        writer.close();
    }

    @Test
    void shouldLoseNothingWhenElasticsearchIsKilledAmidTheLoad() throws Exception {
        int documents = 5_000;
        int versions = 4;
        CompletableFuture<Void> killed = CompletableFuture.runAsync(this::killAmidTheLoad);
        Map<String, Long> expected = new HashMap<>();
        for (int version = 1; version <= versions; version++) {
            for (int i = 0; i < documents; i++) {
                writer.write(write("d" + i, version, ALIVE.formatted(version)));
                expected.put("d" + i, (long) version);
            }
        }
        writer.flush();
        killed.join();
        assertThat(writer.retries()).as("documents that met the outage").isPositive();
        assertThat(writer.written() + writer.superseded()).isEqualTo((long) documents * versions);
        assertThat(index.versions("reminder")).isEqualTo(expected);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldRefreshOftenOnlyWhatSomebodyWaitsFor() throws Exception {
        assertThat(refreshInterval("taxpayer")).isEqualTo("500ms");
        assertThat(refreshInterval("property-unit")).isEqualTo("500ms");
        assertThat(refreshInterval("quarantine")).isEqualTo("2000ms");
    }

    @Test
    void shouldMergeTheSegmentsOfALoadIntoOneAndKeepEveryDocument() throws Exception {
        Map<String, Long> expected = new HashMap<>();
        for (int version = 1; version <= 3; version++) {
            for (int i = 0; i < 50 * version; i++) {
                writer.write(write("d" + i, version, ALIVE.formatted(version)));
                expected.put("d" + i, (long) version);
            }
            writer.flush();
            elasticsearch.send("POST", "/reminder/_refresh", null);
        }
        assertThat(segments("reminder")).isGreaterThan(1);
        new Elasticsearch(URI.create("http://" + server.address())).compact("reminder");
        assertThat(segments("reminder")).isEqualTo(1);
        assertThat(index.versions("reminder")).isEqualTo(expected);
    }

    private static int segments(String alias) throws Exception {
        return elasticsearch
                .send("GET", "/" + alias + "/_stats/segments", null)
                .body()
                .at("/_all/primaries/segments/count")
                .asInt();
    }

    private static String refreshInterval(String alias) throws Exception {
        return elasticsearch
                .send("GET", "/" + alias + "-v1/_settings", null)
                .body()
                .at("/" + alias + "-v1/settings/index/refresh_interval")
                .asText();
    }

    private void killAmidTheLoad() {
        try {
            await().until(() -> writer.written() > 4_000);
            server.kill();
            Thread.sleep(1_000);
            server.start();
        } catch (Exception e) {
            throw new AssertionError("Elasticsearch could not be killed and started", e);
        }
    }

    @Test
    void shouldKeepTheNewerVersionWhenAnOlderOneComesLate() throws Exception {
        writer.write(write("a", 7, ALIVE.formatted(7)));
        writer.flush();
        writer.write(write("a", 3, ALIVE.formatted(3)));
        writer.write(write("a", 7, ALIVE.formatted(7)));
        writer.flush();
        assertThat(index.get("reminder", "a").path("_version").asLong()).isEqualTo(7);
        assertThat(index.get("reminder", "a").at("/_source/base").asLong()).isEqualTo(7);
        assertThat(writer.superseded()).isEqualTo(2);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldRejectOnlyTheDocumentThatTheMappingRefuses() throws Exception {
        for (int i = 0; i < 50; i++) {
            writer.write(write("ok" + i, 1, ALIVE.formatted(i)));
        }
        writer.write(write("text", 1, "{\"deleted\":false,\"base\":\"王伟\"}"));
        writer.write(write("unknown", 1, "{\"deleted\":false,\"nobody\":\"王伟\"}"));
        writer.write(write("broken", 1, "{\"deleted\":false,\"base\":"));
        writer.flush();
        assertThat(index.count("reminder")).isEqualTo(50);
        assertThat(rejections).extracting(r -> r.write().id()).containsExactlyInAnyOrder("text", "unknown", "broken");
        assertThat(rejections).extracting(Rejection::field).contains("base", "nobody");
        assertThat(rejections).extracting(Rejection::message).noneMatch(m -> m.contains("王伟"));
    }

    @Test
    void shouldSplitWhatIsTooLargeAndRejectOnlyADocumentThatIsTooLargeAlone() throws Exception {
        writer.close();
        writer = new BulkWriter(
                elasticsearch, new BulkOptions(8 << 20, 5_000, Duration.ofSeconds(1), 32 << 20, 1), rejections::add);
        String office = "\"office\":\"" + "x".repeat(5_000) + "\"";
        for (int i = 0; i < 100; i++) {
            writer.write(write("part" + i, 1, "{\"deleted\":false," + office + "}"));
        }
        writer.write(write("huge", 1, "{\"deleted\":false,\"office\":\"" + "x".repeat(300_000) + "\"}"));
        writer.flush();
        assertThat(index.count("reminder")).isEqualTo(100);
        assertThat(rejections).extracting(r -> r.write().id()).containsExactly("huge");
        assertThat(rejections.get(0).message()).contains("larger than Elasticsearch takes");
    }

    @Test
    void shouldNotReviveADeletedDocumentHoweverLateAnOlderVersionComes() throws Exception {
        // Elasticsearch forgets the version of a document that it deleted itself; here at once instead of after 60 s
        elasticsearch.send("PUT", "/reminder-v1/_settings", "{\"index.gc_deletes\":\"1ms\"}");
        writer.write(write("soft", 2, DELETED.formatted(Instant.now())));
        writer.write(write("hard", 1, ALIVE.formatted(1)));
        writer.flush();
        elasticsearch.send("DELETE", "/reminder-v1/_doc/hard?version=2&version_type=external", null);
        Thread.sleep(1_500);
        elasticsearch.send("POST", "/reminder-v1/_refresh", null);
        writer.write(write("soft", 1, ALIVE.formatted(1)));
        writer.write(write("hard", 1, ALIVE.formatted(1)));
        writer.flush();
        assertThat(index.versions("reminder"))
                .as("what was deleted for good came back: that is what soft deletes are for")
                .containsOnlyKeys("hard");
        assertThat(index.get("reminder", "soft").path("_version").asLong()).isEqualTo(2);
    }

    @Test
    void shouldPurgeWhatWasDeletedBeforeTheRestoreHorizonAndNothingElse() throws Exception {
        Instant horizon = Instant.parse("2026-03-01T00:00:00Z");
        for (int i = 0; i < 1_200; i++) {
            writer.write(write("old" + i, 5, DELETED.formatted(horizon.minusSeconds(i + 1))));
        }
        writer.write(write("new", 5, DELETED.formatted(horizon)));
        writer.write(write("alive", 5, ALIVE.formatted(1)));
        writer.write(write("revived", 5, DELETED.formatted(horizon.minusSeconds(1))));
        writer.write(write("revived", 6, ALIVE.formatted(1)));
        writer.flush();
        elasticsearch.send("POST", "/reminder-v1/_refresh", null);
        assertThat(new SoftDeletePurge(elasticsearch).purge("reminder", horizon))
                .isEqualTo(1_200);
        assertThat(index.get("reminder", "new").path("found").asBoolean()).isTrue();
        assertThat(index.get("reminder", "old0").path("found").asBoolean()).isFalse();
        assertThat(index.versions("reminder")).containsOnlyKeys("alive", "revived");
    }

    @Test
    void shouldHaltWhileTheIndexIsMissingAndGoOnWhenItIsMade() throws Exception {
        elasticsearch.send("DELETE", "/reminder-v1", null);
        writer.write(write("a", 1, ALIVE.formatted(1)));
        await().until(() -> writer.retries() > 2);
        assertThat(elasticsearch.send("HEAD", "/reminder", null).status()).isEqualTo(404);
        IndexAdmin.ensure(Index.config(server.address()), CATALOGUE.datasets());
        writer.flush();
        assertThat(index.count("reminder")).isEqualTo(1);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldHaltWhileTheIndexIsClosedAndRejectNothing() throws Exception {
        elasticsearch.send("POST", "/reminder-v1/_close", null);
        writer.write(write("a", 1, ALIVE.formatted(1)));
        await().until(() -> writer.retries() > 2);
        elasticsearch.send("POST", "/reminder-v1/_open", null);
        writer.flush();
        assertThat(index.count("reminder")).isEqualTo(1);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldExtendTheIndicesForADatasetThatIsDeclaredLaterAndKeepTheOthers() throws Exception {
        Dataset arrears = CATALOGUE.dataset("tax-arrears");
        Dataset later = Dataset.parse(
                "tax-penalty",
                arrears.descriptorText().replace("dataset: tax-arrears", "dataset: tax-penalty") + "\nrecords: true\n",
                arrears.idlText());
        IndexAdmin.ensure(Index.config(server.address()), List.of(later));
        IndexAdmin.ensure(Index.config(server.address()), List.of(later));
        var sections = elasticsearch
                .send("GET", "/taxpayer/_mapping", null)
                .body()
                .at("/taxpayer-v1/mappings/properties/sections/properties");
        assertThat(sections.has("tax-penalty")).isTrue();
        assertThat(sections.has("tax-arrears")).isTrue();

        for (int i = 1; i <= 100; i++) {
            String body =
                    "{\"deleted\":false,\"key\":\"%d\",\"data\":{\"arrearsId\":\"%d\",\"tax\":\"%s\",\"open\":%d}}";
            writer.write(new IndexWrite(
                    "record-tax-penalty",
                    "r" + i,
                    1,
                    body.formatted(i, i, i % 2 == 0 ? "增值税" : "契税", i).getBytes(StandardCharsets.UTF_8),
                    "clean.tax-penalty/0/" + i));
        }
        writer.write(new IndexWrite(
                "record-tax-penalty",
                "r100",
                2,
                DELETED.formatted(Instant.now()).getBytes(StandardCharsets.UTF_8),
                "clean.tax-penalty/0/101"));
        writer.flush();
        var sums = index.search(
                "record-tax-penalty",
                "{\"size\":0,\"aggs\":{\"tax\":{\"terms\":{\"field\":\"data.tax\"},\"aggs\":{\"open\":{\"sum\":{\"field\":\"data.open\"}}}}}}");
        Map<String, Long> byTax = new HashMap<>();
        sums.at("/aggregations/tax/buckets")
                .forEach(b ->
                        byTax.put(b.path("key").asText(), b.at("/open/value").asLong()));
        assertThat(byTax).containsExactlyInAnyOrderEntriesOf(Map.of("增值税", 2450L, "契税", 2500L));
    }

    @Test
    void shouldSayWhichFieldCantChangeItsTypeInPlace() {
        Dataset arrears = CATALOGUE.dataset("tax-arrears");
        Dataset changed = Dataset.parse(
                "tax-arrears",
                arrears.descriptorText(),
                arrears.idlText()
                        .replace("long @label(\"欠缴余额\") @meaning(\"money\") @checks([\"min:0\"]) open", "string open"));
        assertThatThrownBy(() -> IndexAdmin.ensure(Index.config(server.address()), List.of(changed)))
                .isInstanceOf(IndexAdminException.class)
                .hasMessageContaining("taxpayer-v1")
                .hasMessageContaining("data.open");
    }

    private static IndexWrite write(String id, long version, String body) {
        return new IndexWrite("reminder", id, version, body.getBytes(StandardCharsets.UTF_8), "reminder/0/" + version);
    }
}
