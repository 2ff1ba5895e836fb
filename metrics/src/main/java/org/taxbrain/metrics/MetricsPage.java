package org.taxbrain.metrics;

import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;

/** The page that Prometheus reads. */
public final class MetricsPage {
    /** Where Prometheus looks by default. */
    public static final String PATH = "/metrics";

    private MetricsPage() {}

    /** @param look takes the values; called with each request */
    public static HttpHandler of(Supplier<Samples> look) {
        return new MetricsHandler(registry(look));
    }

    static PrometheusRegistry registry(Supplier<Samples> look) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register((MultiCollector) () -> look.get().snapshots());
        return registry;
    }
}
