package org.taxbrain.server.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the index relies on works on a node that was put together from single jars. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ElasticsearchServerIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static int httpPort;
    private static int transportPort;
    private static Process server;

    @BeforeAll
    static void start() throws Exception {
        httpPort = freePort();
        transportPort = freePort();
        startServer();
        String mapping = """
                {"settings": {"number_of_shards": 1, "number_of_replicas": 0},
                 "mappings": {"dynamic": "strict", "properties": {
                   "name": {"type": "keyword", "fields": {"text": {"type": "text"}}},
                   "open": {"type": "long"}, "area": {"type": "double"}, "since": {"type": "date"},
                   "deleted": {"type": "boolean"},
                   "items": {"type": "nested", "properties": {
                     "role": {"type": "keyword"}, "open": {"type": "long"}}}}}}
                """;
        assertThat(send("PUT", "/taxpayer-v1", mapping)).contains("\"acknowledged\":true");
        String alias = """
                {"actions": [{"add": {"index": "taxpayer-v1", "alias": "taxpayer", "is_write_index": true,
                  "filter": {"term": {"deleted": false}}}}]}
                """;
        assertThat(send("POST", "/_aliases", alias)).contains("\"acknowledged\":true");
        String bulk = """
                {"index": {"_index": "taxpayer", "_id": "a", "version": 10, "version_type": "external"}}
                {"name": "王伟", "open": 500, "area": 88.5, "since": "2026-03-01", "deleted": false, "items": [{"role": "debtor", "open": 500}, {"role": "agent", "open": 9}]}
                {"index": {"_index": "taxpayer", "_id": "b", "version": 11, "version_type": "external"}}
                {"name": "李娜", "open": 700, "area": 120, "since": "2026-04-01", "deleted": false, "items": [{"role": "agent", "open": 500}]}
                {"index": {"_index": "taxpayer", "_id": "c", "version": 12, "version_type": "external"}}
                {"deleted": true}
                """;
        assertThat(send("POST", "/_bulk?refresh=true", bulk)).contains("\"errors\":false");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    @Order(1)
    void shouldTellClientsItsVersion() throws Exception {
        assertThat(send("GET", "/", "")).contains("\"number\":\"8.", "\"cluster_name\":\"taxbrain\"", "cluster_uuid");
    }

    @Test
    @Order(2)
    void shouldRefuseAnOlderVersionOfADocument() throws Exception {
        String older = """
                {"index": {"_index": "taxpayer", "_id": "a", "version": 9, "version_type": "external"}}
                {"name": "older", "deleted": false}
                """;

        assertThat(send("POST", "/_bulk", older)).contains("\"status\":409", "version_conflict_engine_exception");
        assertThat(send("GET", "/taxpayer-v1/_doc/a", "")).contains("王伟", "\"_version\":10");
    }

    @Test
    @Order(3)
    void shouldRefuseAFieldThatIsNotMappedAndAnIndexThatWasNotMade() throws Exception {
        assertThat(send("POST", "/taxpayer/_doc", "{\"colour\": \"red\"}"))
                .contains("strict_dynamic_mapping_exception");
        assertThat(send("POST", "/taxpayers/_doc", "{\"name\": \"x\"}")).contains("index_not_found_exception");
    }

    @Test
    @Order(4)
    void shouldHideThroughTheAliasWhatIsDeleted() throws Exception {
        assertThat(send("GET", "/taxpayer/_count", "")).contains("\"count\":2");
        assertThat(send("GET", "/taxpayer-v1/_count", "")).contains("\"count\":3");
    }

    @Test
    @Order(5)
    void shouldMatchConditionsWithinOneNestedItem() throws Exception {
        String query = """
                {"query": {"nested": {"path": "items", "query": {"bool": {"filter": [
                  {"term": {"items.role": "debtor"}}, {"range": {"items.open": {"gte": 500}}}]}}}}}
                """;

        assertThat(send("POST", "/taxpayer/_search?filter_path=hits.total.value,hits.hits._id", query))
                .isEqualTo("{\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_id\":\"a\"}]}}");
    }

    @Test
    @Order(6)
    void shouldSearchTextAndRangesOfDates() throws Exception {
        String query = """
                {"query": {"bool": {"must": [{"match": {"name.text": "娜"}}], "filter": [
                  {"range": {"since": {"gte": "2026-03-15", "lt": "2026-05-01"}}}]}}}
                """;

        assertThat(send("POST", "/taxpayer/_search", query))
                .contains("\"_id\":\"b\"")
                .doesNotContain("\"_id\":\"a\"");
    }

    @Test
    @Order(7)
    void shouldSumAndGroup() throws Exception {
        String aggregations = """
                {"size": 0, "aggs": {"open": {"sum": {"field": "open"}}, "names": {"terms": {"field": "name"},
                  "aggs": {"area": {"sum": {"field": "area"}}}},
                  "items": {"nested": {"path": "items"}, "aggs": {"roles": {"terms": {"field": "items.role"}}}}}}
                """;

        assertThat(send("POST", "/taxpayer/_search", aggregations))
                .contains("\"open\":{\"value\":1200.0}")
                .contains("\"key\":\"王伟\",\"doc_count\":1,\"area\":{\"value\":88.5}")
                .contains("\"key\":\"agent\",\"doc_count\":2");
    }

    @Test
    @Order(8)
    void shouldHaveEveryAcknowledgedDocumentAfterAKill() throws Exception {
        assertThat(send("PUT", "/taxpayer-v1/_doc/d?version=13&version_type=external", "{\"deleted\": false}"))
                .contains("\"created\"");

        server.destroyForcibly().waitFor();
        startServer();

        assertThat(send("GET", "/_cluster/health?wait_for_status=yellow&timeout=30s", ""))
                .doesNotContain("red");
        assertThat(send("GET", "/taxpayer-v1/_doc/d", "")).contains("\"found\":true", "\"_version\":13");
    }

    private static void startServer() throws Exception {
        Path classPath = Path.of("target", "runtime.classpath");
        Path log = folder.resolve("elasticsearch.log");
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Path.of("target", "classes")
                                + File.pathSeparator
                                + Files.readString(classPath).trim(),
                        ElasticsearchServerMain.class.getName(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--http-port",
                        Integer.toString(httpPort),
                        "--transport-port",
                        Integer.toString(transportPort))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!answers()) {
            assertThat(server.isAlive())
                    .as(() -> "Elasticsearch ended: " + read(log))
                    .isTrue();
            assertThat(Instant.now()).as(() -> "no answer: " + read(log)).isBefore(deadline);
            Thread.sleep(200);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean answers() throws InterruptedException {
        try {
            send("GET", "/", "");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
