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
    private final Map<String, LongAdder> completed = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCompletedEvent || event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        String route = ((ExchangeEvent) event).getExchange().getFromRouteId();
        (event instanceof ExchangeFailedEvent ? failed : completed)
                .computeIfAbsent(route, r -> new LongAdder())
                .increment();
    }

    void add(Samples samples) {
        completed.forEach((route, count) -> samples.add(Metric.ROUTE_EXCHANGES, count.sum(), route, "completed"));
        failed.forEach((route, count) -> samples.add(Metric.ROUTE_EXCHANGES, count.sum(), route, "failed"));
    }
}
