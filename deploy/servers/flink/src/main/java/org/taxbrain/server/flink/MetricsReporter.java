package org.taxbrain.server.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.taxbrain.metrics.MetricsServer;
import org.taxbrain.metrics.Samples;

/** Shows the jobs' metrics, and those of Flink's that {@link ShownMetric} names, to Prometheus; unlike Flink's own reporter, on one address alone. */
public final class MetricsReporter implements MetricReporter {
    /** Address to listen on. */
    static final String ADDRESS = "address";
    /** Port to listen on. */
    static final String PORT = "port";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_PORT = 9249;

    private final Map<Metric, ShownMetric> shown = new ConcurrentHashMap<>();
    private MetricsServer server;

    @Override
    public void open(MetricConfig config) {
        String address = config.getString(ADDRESS, LOOPBACK);
        int port = config.getInteger(PORT, USUAL_PORT);
        try {
            server = new MetricsServer(address, port, this::samples);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "metrics.reporter.prometheus.port: can't listen on " + address + ":" + port + " (" + e.getMessage()
                            + "); choose a free port",
                    e);
        }
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        Optional<ShownMetric> found = ShownMetric.of(name, group.getAllVariables());
        found.ifPresent(as -> shown.put(metric, as));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        shown.remove(metric);
    }

    Samples samples() {
        Samples samples = new Samples();
        shown.forEach((metric, as) -> as.add(metric, samples));
        return samples;
    }

    /** The port that it listens on. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
