package org.taxbrain.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.health.FeedStatus;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.pipelines.http.InterfaceRoutes;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** The court's interface over real HTTP into a real Kafka: with a wrong key, refusals, a changing page size, and restarts of the reader. */
class InterfaceRoutesIT {
    @TempDir
    private Path folder;

    private final Map<String, Movement> table = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean unruly = true;
    private long sequence;

    private record Movement(String id, Instant updatedAt, long seq) {}

    private synchronized void change(String id, Instant at) {
        table.put(id, new Movement(id, at, ++sequence));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!"right".equals(exchange.getRequestHeaders().getFirst("X-API-Key"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            int n = requests.incrementAndGet();
            if (unruly && n % 4 == 0) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(n % 8 == 0 ? 429 : 503, -1);
                return;
            }
            Map<String, String> query = Arrays.stream(
                            exchange.getRequestURI().getQuery().split("&"))
                    .map(p -> p.split("=", 2))
                    .collect(Collectors.toMap(p -> p[0], p -> p[1]));
            Instant since = Instant.parse(query.get("updatedSince"));
            int size = Math.min(Integer.parseInt(query.get("size")), unruly && n / 40 % 2 == 0 ? 7 : 50);
            int page = Integer.parseInt(query.get("page"));
            String items = table.values().stream()
                    .filter(m -> !m.updatedAt.isBefore(since))
                    .sorted(Comparator.comparing(Movement::updatedAt).thenComparing(Movement::seq))
                    .skip((page - 1L) * size)
                    .limit(size)
                    .map(m -> "{\"movementId\":\"%s\",\"updatedAt\":\"%s\",\"seq\":%d,\"deleted\":false}"
                            .formatted(m.id, m.updatedAt, m.seq))
                    .collect(Collectors.joining(",", "[", "]"));
            byte[] body = "{\"page\":%d,\"size\":%d,\"total\":%d,\"items\":%s}"
                    .formatted(page, size, table.size(), items)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void shouldLandEveryLastVersionThroughRefusalsAChangingPageSizeAndRestarts() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/case-funds", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"))) {
            Path key = Files.writeString(folder.resolve("key"), "wrong");
            Path pepper = Files.writeString(folder.resolve("pepper"), "0123456789abcdef");
            Pipelines pipelines = Pipelines.of(Configuration.of(
                    "--taxbrain.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--taxbrain.data-dir=" + folder.resolve("data"),
                    "--taxbrain.index.pepper-file=" + pepper,
                    "--taxbrain.interfaces.poll=PT0.1S",
                    "--taxbrain.interfaces.overlap=PT2S",
                    "--taxbrain.systems.court.url=http://127.0.0.1:"
                            + server.getAddress().getPort(),
                    "--taxbrain.systems.court.api-key-file=" + key));
            try (CataloguePublisher publisher = new CataloguePublisher(kafka.connection())) {
                publisher.publish(pipelines.catalogue().datasets());
            }
            Instant bulk = Instant.now().minusSeconds(3600);
            for (int i = 0; i < 400; i++) {
                change("M" + i, i < 200 ? bulk : bulk.plusMillis(i)); // two hundred of them at one instant
            }
            DefaultCamelContext camel = start(pipelines);
            await().atMost(Duration.ofSeconds(60)).until(() -> feed(pipelines).state() == FeedState.RETRYING);
            assertThat(feed(pipelines).error())
                    .contains("refuses the API key")
                    .contains("taxbrain.systems.court.api-key");
            camel.stop();
            Files.writeString(key, "right");

            for (int round = 0; round < 3; round++) {
                camel = start(pipelines);
                long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
                for (int i = 0; System.nanoTime() < until; i++) {
                    change("M" + (i * 7) % 420, Instant.now());
                    Thread.sleep(5);
                }
                camel.stop();
            }
            unruly = false;
            camel = start(pipelines);
            Set<String> expected = new HashSet<>();
            table.values().forEach(m -> expected.add(m.id + "@" + m.seq));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(newest(kafka)).isEqualTo(expected));
            Instant settled = Instant.now();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> feed(pipelines).lastCompleteAt().isAfter(settled));
            // an interface that rests lands nothing: two looks, two seconds apart, find the same
            AtomicLong landed = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        long now = feed(pipelines).rowsLanded();
                        return landed.getAndSet(now) == now;
                    });
            camel.stop();
        } finally {
            server.stop(0);
        }
    }

    private static DefaultCamelContext start(Pipelines pipelines) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addService(pipelines.landings());
        camel.addRoutes(new InterfaceRoutes(pipelines, pipelines.catalogue().datasets()));
        camel.start();
        return camel;
    }

    private static FeedStatus feed(Pipelines pipelines) {
        return pipelines.health().statuses().stream()
                .filter(f -> f.name().equals("court/case-funds"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> newest(TestKafka kafka) {
        Wire<LandedRecord> wire = Wire.landed();
        Map<String, Long> newest = new HashMap<>();
        kafka.readAll(Topics.landed("case-funds")).forEach(r -> {
            var row = wire.decode(r.value());
            newest.merge(row.getKey(), row.getOrder().get(1), Math::max);
        });
        return newest.entrySet().stream()
                .map(e -> e.getKey() + "@" + e.getValue())
                .collect(Collectors.toSet());
    }
}
