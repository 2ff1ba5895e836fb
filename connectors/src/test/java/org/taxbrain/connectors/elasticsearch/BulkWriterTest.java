package org.taxbrain.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;

/** Between the writer and Elasticsearch stands a proxy that misbehaves; the real Elasticsearch's own answers are tried end to end. */
@Timeout(60)
class BulkWriterTest {
    @TempDir
    private Path folder;

    private final Queue<Misbehaviour> misbehaviours = new ConcurrentLinkedQueue<>();
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<Rejection> rejections = Collections.synchronizedList(new ArrayList<>());
    private Path apiKey;
    private HttpServer proxy;
    private ElasticsearchConnection elasticsearch;
    private BulkWriter writer;

    /** What the proxy does instead of passing on a request. */
    @FunctionalInterface
    private interface Misbehaviour {
        void answer(HttpExchange exchange, int documents) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        apiKey = Files.writeString(folder.resolve("api-key"), "right\n");
        listen(0);
        elasticsearch = ElasticsearchConnection.open(Configuration.of(
                        "--taxbrain.elasticsearch.url=http://127.0.0.1:"
                                + proxy.getAddress().getPort(),
                        "--taxbrain.elasticsearch.api-key-file=" + apiKey)
                .get(ElasticsearchConfig.class));
        // a long age: on a slow machine, too, a batch is what was written before the flush
        writer = writer(new BulkOptions(4 << 20, 2_000, Duration.ofMillis(500), 16 << 20, 1));
    }

    private BulkWriter writer(BulkOptions options) {
        return new BulkWriter(elasticsearch, options, rejections::add);
    }

    private void listen(int port) throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        proxy.createContext("/", this::pass);
        proxy.start();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            int documents = (int) new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .count()
                    / 2;
            batches.add(documents);
            if (!"ApiKey right".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"no\"}}");
                return;
            }
            Misbehaviour misbehaviour = misbehaviours.poll();
            if (misbehaviour == null) {
                answer(exchange, 200, items(documents, 201));
            } else {
                misbehaviour.answer(exchange, documents);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String items(int documents, int status) {
        return IntStream.range(0, documents)
                .mapToObj(i -> "{\"index\":{\"status\":" + status + "}}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    @AfterEach
    void stop() throws IOException {
        writer.close();
        elasticsearch.close();
        proxy.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504})
    void shouldSendAgainWhateverTheWholeRequestIsRefusedWith(int status) throws Exception {
        for (int i = 0; i < 3; i++) {
            misbehaviours.add((exchange, documents) -> answer(exchange, status, "{\"error\":{\"type\":\"x\"}}"));
        }
        write(10);
        writer.flush();
        assertThat(writer.written()).isEqualTo(10);
        assertThat(writer.retries()).isEqualTo(30);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldHaltOnARotatedKeyAndGoOnWithoutARestartWhenTheFileHoldsTheNewOne() throws Exception {
        Files.writeString(apiKey, "old");
        write(10);
        await().until(() -> writer.retries() >= 20);
        assertThat(writer.pending()).isEqualTo(10);
        Files.writeString(apiKey, "right");
        writer.flush();
        assertThat(writer.written()).isEqualTo(10);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldNotTakeAnotherServersPageForSuccess() throws Exception {
        misbehaviours.add((exchange, documents) -> answer(exchange, 200, "<html>Please log in</html>"));
        misbehaviours.add((exchange, documents) -> answer(exchange, 200, "{\"ok\":true}"));
        misbehaviours.add((exchange, documents) -> answer(exchange, 200, items(documents - 1, 201)));
        write(10);
        writer.flush();
        assertThat(writer.written()).isEqualTo(10);
        assertThat(writer.retries()).isEqualTo(30);
    }

    @Test
    void shouldSendOnlyThoseDocumentsAgainThatWerePutOff() throws Exception {
        misbehaviours.add((exchange, documents) -> answer(
                exchange,
                200,
                "{\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\"}}},"
                        + "{\"index\":{\"status\":409}},{\"index\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"[1:2] failed to parse field [base] of type [long]: '王伟'\"}}},"
                        + "{\"index\":{\"status\":503}}]}"));
        write(5);
        writer.flush();
        assertThat(batches).containsExactly(5, 2);
        assertThat(writer.written()).isEqualTo(3);
        assertThat(writer.superseded()).isEqualTo(1);
        assertThat(rejections).extracting(Rejection::field).containsExactly("base");
        assertThat(rejections.get(0).message()).contains("base").doesNotContain("王伟");
    }

    @Test
    void shouldHalveWhatIsTooLarge() throws Exception {
        misbehaviours.add((exchange, documents) -> answer(exchange, 413, ""));
        write(10);
        writer.flush();
        assertThat(batches).containsExactly(10, 5, 5);
        assertThat(rejections).isEmpty();
    }

    @Test
    void shouldHalveWhatIsLostOnTheWayAgainAndAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            // closed without an answer, as some proxies do when a request is too large for them
            misbehaviours.add((exchange, documents) -> exchange.close());
        }
        write(8);
        writer.flush();
        assertThat(writer.written()).isEqualTo(8);
        assertThat(batches).endsWith(4, 4);
    }

    @Test
    void shouldWaitForElasticsearchToComeBack() throws Exception {
        int port = proxy.getAddress().getPort();
        proxy.stop(0);
        write(10);
        await().until(() -> writer.retries() >= 20);
        listen(port);
        writer.flush();
        assertThat(writer.written()).isEqualTo(10);
        assertThat(batches).as("an outage does not make requests small").containsExactly(10);
    }

    @Test
    void shouldSendASingleDocumentAtOnceWithoutAFlush() throws Exception {
        write(1);
        await().atMost(Duration.ofSeconds(2)).until(() -> writer.written() == 1);
    }

    @Test
    void shouldMakeWritersWaitWhileTooMuchIsUnderWay() throws Exception {
        writer.close();
        writer = writer(new BulkOptions(500, 2, Duration.ZERO, 1_000, 1));
        Files.writeString(apiKey, "old");
        Thread producer = new Thread(() -> {
            try {
                write(100);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        producer.start();
        await().until(() -> producer.getState() == Thread.State.WAITING);
        assertThat(writer.pending()).isLessThan(20);
        Files.writeString(apiKey, "right");
        producer.join();
        writer.flush();
        assertThat(writer.written()).isEqualTo(100);
    }

    @Test
    void shouldTellTheCallerWhenARejectionCouldNotBeKept() throws Exception {
        writer.close();
        writer = new BulkWriter(elasticsearch, BulkOptions.DEFAULT, r -> {
            throw new IllegalStateException("the quarantine is full");
        });
        misbehaviours.add((exchange, documents) -> answer(exchange, 200, items(documents, 400)));
        write(1);
        assertThatThrownBy(() -> writer.flush())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the quarantine is full");
        assertThatThrownBy(() -> write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldLetGoOfAFlushThatIsInterrupted() throws Exception {
        Files.writeString(apiKey, "old");
        write(1);
        Thread flusher = new Thread(() -> {
            try {
                writer.flush();
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        flusher.start();
        flusher.interrupt();
        flusher.join(5_000);
        assertThat(flusher.isAlive()).isFalse();
    }

    private void write(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            writer.write(new IndexWrite(
                    "reminder", "d" + i, 1, "{\"base\":1}".getBytes(StandardCharsets.UTF_8), "reminder/0/" + i));
        }
    }
}
