package org.taxbrain.pipelines;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where Elasticsearch would and grants every request, for tests of when it is asked; what it answers is tested against the real one. */
final class AgreeingIndex implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private AgreeingIndex(HttpServer server) {
        this.server = server;
    }

    /** @param port 0: a free one */
    static AgreeingIndex start(int port) throws IOException {
        AgreeingIndex index =
                new AgreeingIndex(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        index.server.createContext("/", exchange -> {
            try (exchange) {
                // an answer that overtakes its request's body confuses the client
                exchange.getRequestBody().readAllBytes();
                index.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        index.server.start();
        return index;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
