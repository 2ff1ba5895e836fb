package org.taxbrain.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.util.function.Supplier;

/** Serves the metrics of a process that has no page of its own to show them on. */
public final class MetricsServer implements AutoCloseable {
    private final HTTPServer server;

    /**
     * Listens at once.
     *
     * @param address to listen on
     * @param port 0: a free one
     * @param look takes the values; called with each request
     * @throws IOException if the port is taken
     */
    public MetricsServer(String address, int port, Supplier<Samples> look) throws IOException {
        this.server = HTTPServer.builder()
                .hostname(address)
                .port(port)
                .registry(MetricsPage.registry(look))
                .buildAndStart();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
