package org.taxbrain.departments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The departments' interfaces: pages of JSON, changed since an instant, for callers with the department's key. */
final class InterfaceServer implements AutoCloseable {
    static final String API_KEY = "X-API-Key";
    static final String ADMIN_KEY = "X-Admin-Key";

    private static final Logger LOG = LoggerFactory.getLogger(InterfaceServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT_SIZE = 100;
    private static final int THREADS = 4;

    private final DepartmentsSettings settings;
    private final InterfaceDatabase database;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "interface");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger faults = new AtomicInteger();
    private volatile InterfaceBehaviour behaviour;

    private InterfaceServer(DepartmentsSettings settings, HttpServer server) {
        this.settings = settings;
        this.server = server;
        this.database = new InterfaceDatabase(settings);
        this.behaviour = settings.behaviour();
    }

    static InterfaceServer start(DepartmentsSettings settings) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(settings.bind(), settings.httpPort()), 0);
        InterfaceServer interfaces = new InterfaceServer(settings, http);
        http.setExecutor(interfaces.threads);
        http.createContext("/", interfaces::handle);
        http.start();
        return interfaces;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() throws SQLException {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A request is still being answered; its connection is left to end with the process.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (Refusal refusal) {
                answer(exchange, refusal.status, Map.of("error", refusal.getMessage()));
            } catch (SQLException e) {
                LOG.warn(
                        "The database behind the interfaces does not answer (SQL state {}): {}",
                        e.getSQLState(),
                        e.getMessage());
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 503, Map.of("error", "the department's database does not answer; try again"));
            } catch (IOException | RuntimeException e) {
                LOG.error(
                        "{} {} failed",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        e);
                if (exchange.getResponseCode() < 0) {
                    answer(exchange, 500, Map.of("error", "internal error; see the server's log"));
                }
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException, SQLException, Refusal {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/health")) {
            database.ping();
            answer(exchange, 200, Map.of("status", "up"));
        } else if (path.equals("/admin/behaviour") && settings.adminKey() != null) {
            admin(exchange);
        } else {
            for (Resource resource : settings.resources()) {
                if (resource.path().equals(path)) {
                    list(exchange, resource);
                    return;
                }
            }
            throw new Refusal(404, "no such resource");
        }
    }

    private void list(HttpExchange exchange, Resource resource) throws IOException, SQLException, Refusal {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new Refusal(405, "only GET");
        }
        demandKey(exchange, API_KEY, settings.apiKeys().get(resource.department()));
        InterfaceBehaviour now = behaviour;
        if (now.faultRate() > 0 && ThreadLocalRandom.current().nextDouble() < now.faultRate()) {
            int turn = faults.getAndIncrement();
            int status = now.faultStatuses()
                    .get(Math.floorMod(turn, now.faultStatuses().size()));
            exchange.getResponseHeaders().set("Retry-After", "1");
            throw new Refusal(status, status == 429 ? "too many requests" : "the department's system is not available");
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        int page = positive(query, "page", 1);
        int size = Math.min(positive(query, "size", DEFAULT_SIZE), now.pageSizeCap());
        answer(exchange, 200, database.page(resource, since(query), page, size));
    }

    /** {@code GET} shows, {@code PUT} changes some of pageSizeCap, faultRate, faultStatuses ("429,503"). */
    private void admin(HttpExchange exchange) throws IOException, Refusal {
        demandKey(exchange, ADMIN_KEY, settings.adminKey());
        if (exchange.getRequestMethod().equals("PUT")) {
            try (InputStream body = exchange.getRequestBody()) {
                JsonNode wish = JSON.readTree(body);
                InterfaceBehaviour next = behaviour;
                if (wish.hasNonNull("pageSizeCap")) {
                    next = next.withPageSizeCap(wish.get("pageSizeCap").asInt());
                }
                if (wish.hasNonNull("faultRate")) {
                    String statuses = wish.path("faultStatuses").asText("429,503");
                    next = next.withFaults(wish.get("faultRate").asDouble(), statuses);
                }
                behaviour = next;
            } catch (SettingsException e) {
                throw new Refusal(400, e.getMessage());
            }
        }
        answer(exchange, 200, behaviour);
    }

    private static void demandKey(HttpExchange exchange, String header, String expected) throws Refusal {
        String given = exchange.getRequestHeaders().getFirst(header);
        boolean right = given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw new Refusal(401, "header " + header + ": missing or wrong key");
        }
    }

    private static Instant since(Map<String, String> query) throws Refusal {
        String text = query.getOrDefault("updatedSince", "1970-01-01T00:00:00Z");
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(400, "updatedSince: an ISO instant such as 2026-03-01T02:00:00Z is needed");
        }
    }

    private static int positive(Map<String, String> query, String name, int otherwise) throws Refusal {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new Refusal(400, name + ": a number from 1 is needed");
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> out = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int eq = pair.indexOf('=');
                if (eq > 0) {
                    out.put(pair.substring(0, eq), URLDecoder.decode(pair.substring(eq + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return out;
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A request that is turned down, with its status. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
