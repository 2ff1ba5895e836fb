package org.taxbrain.pipelines;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.health.FeedStatus;

/** {@code GET /status}: how each feed is doing, as JSON. */
final class StatusServer implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final FeedHealth health;
    private final HttpServer server;
    private volatile boolean publishing = true;

    /** @param ready whether the catalogue is published and feeds are started */
    private record Status(boolean ready, boolean healthy, List<FeedStatus> feeds) {}

    /** @param port 0: no status page */
    StatusServer(String address, int port, FeedHealth health) {
        this.health = health;
        this.server = port == 0 ? null : listen(address, port);
    }

    private HttpServer listen(String address, int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
            made.createContext("/status", this::answer);
            return made;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.pipelines.status-address, .status-port: can't listen on " + address + ":" + port + " ("
                            + e.getMessage()
                            + "); choose an address of this machine and a free port, or port 0 for none",
                    e);
        }
    }

    /** Shows another page beside the status page; before the start. */
    void show(String path, HttpHandler page) {
        if (server != null) {
            server.createContext(path, page);
        }
    }

    void start() {
        if (server != null) {
            server.start();
        }
    }

    /** Says that the feeds are started. */
    void ready() {
        publishing = false;
    }

    int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body();
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] body() throws JsonProcessingException {
        List<FeedStatus> feeds = health.statuses();
        boolean healthy =
                feeds.stream().allMatch(f -> f.state() != FeedState.RETRYING && f.state() != FeedState.MISCONFIGURED);
        return JSON.writeValueAsBytes(new Status(!publishing, healthy, feeds));
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
