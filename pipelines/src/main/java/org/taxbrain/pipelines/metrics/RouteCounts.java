package org.taxbrain.pipelines.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.taxbrain.metrics.Metric;
import org.taxbrain.metrics.Samples;

/** Counts what becomes of the exchanges of each route. */
public final class RouteCounts extends EventNotifierSupport {
    private final Map<String, Counts> routes = new ConcurrentHashMap<>();

    private record Counts(LongAdder completed, LongAdder failed) {}

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCompletedEvent || event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        String route = ((ExchangeEvent) event).getExchange().getFromRouteId();
        Counts counts = routes.computeIfAbsent(route, r -> new Counts(new LongAdder(), new LongAdder()));
        (event instanceof ExchangeFailedEvent ? counts.failed : counts.completed).increment();
    }

    void add(Samples samples) {
        routes.forEach(
                (route, counts) -> samples.add(Metric.ROUTE_EXCHANGES, counts.completed.sum(), route, "completed")
                        .add(Metric.ROUTE_EXCHANGES, counts.failed.sum(), route, "failed"));
    }
}
