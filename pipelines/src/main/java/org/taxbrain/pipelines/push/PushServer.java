package org.taxbrain.pipelines.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.support.service.ServiceSupport;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.PushConfig;
import org.taxbrain.connectors.http.PushAnswer;
import org.taxbrain.connectors.http.PushIntake;
import org.taxbrain.connectors.http.PushRequest;

/** Listens for what departments push, and hands each request to the dataset whose path it names. */
public final class PushServer extends ServiceSupport {
    private static final int THREADS = 16;

    private final Map<String, Door> doors = new ConcurrentHashMap<>();
    private final HttpServer server;
    private ExecutorService threads;

    /** Takes the requests of one path; it does not throw. */
    @FunctionalInterface
    interface Taking {
        PushAnswer take(PushRequest request);
    }

    private record Door(PushIntake intake, Taking taking) {}

    /** @throws ConfigurationException if the port is taken */
    public PushServer(PushConfig config) {
        this.server = config.port() == 0 ? null : listen(config);
    }

    private HttpServer listen(PushConfig config) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(config.address(), config.port()), 0);
            made.createContext("/", this::answer);
            return made;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.push: can't listen on " + config.address() + ":" + config.port() + " (" + e.getMessage()
                            + "); choose a free port, or 0 for none",
                    e);
        }
    }

    /** Whether anything can come in. */
    boolean listens() {
        return server != null;
    }

    void open(String path, PushIntake intake, Taking taking) {
        doors.put(path, new Door(intake, taking));
    }

    /** From now on nobody takes what is sent to a path. */
    public void close(String path) {
        doors.remove(path);
    }

    @Override
    protected void doStart() {
        if (server != null) {
            threads = Executors.newFixedThreadPool(THREADS);
            server.setExecutor(threads);
            server.start();
        }
    }

    @Override
    protected void doStop() {
        if (server != null) {
            server.stop(1);
            threads.shutdown();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Door door = doors.get(exchange.getRequestURI().getPath());
            PushAnswer answer;
            if (door == null) {
                answer = new PushAnswer(404, "nothing is taken at this path", null);
            } else if (!exchange.getRequestMethod().equals("POST")) {
                answer = new PushAnswer(405, "rows are sent by POST", null);
            } else {
                answer = take(exchange, door);
            }
            if (answer.comeAgain() != null) {
                exchange.getResponseHeaders()
                        .add("Retry-After", Long.toString(answer.comeAgain().toSeconds()));
            }
            byte[] body = (answer.message() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static PushAnswer take(HttpExchange exchange, Door door) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(door.intake.bodyLimit() + 1);
            return door.taking.take(new PushRequest(
                    exchange.getRequestHeaders().getFirst(PushIntake.TIMESTAMP),
                    exchange.getRequestHeaders().getFirst(PushIntake.KEY),
                    exchange.getRequestHeaders().getFirst(PushIntake.SIGNATURE),
                    body));
        }
    }
}
