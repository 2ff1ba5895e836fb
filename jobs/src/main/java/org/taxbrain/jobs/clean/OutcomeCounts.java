package org.taxbrain.jobs.clean;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.taxbrain.jobs.common.JobMetrics;
import org.taxbrain.metrics.Metric;
import org.taxbrain.schemas.record.OutcomeKind;

/** Counts landed rows by what became of them; each counter is looked up once. For one thread. */
final class OutcomeCounts {
    private final MetricGroup metrics;
    private final Map<String, OfDataset> datasets = new HashMap<>();

    private record OfDataset(Map<OutcomeKind, Counter> kinds, Map<String, Counter> rules) {}

    OutcomeCounts(MetricGroup metrics) {
        this.metrics = metrics;
    }

    /** @param rule that a quarantined row broke; null: another outcome */
    void count(String dataset, OutcomeKind kind, String rule) {
        OfDataset counts = datasets.computeIfAbsent(dataset, this::counters);
        counts.kinds.get(kind).inc();
        if (rule != null) {
            counts.rules
                    .computeIfAbsent(
                            rule, broken -> JobMetrics.counter(metrics, Metric.CLEAN_REFUSED_ROWS, dataset, broken))
                    .inc();
        }
    }

    /** All kinds at once, so that one of which there is none yet is shown as 0. */
    private OfDataset counters(String dataset) {
        Map<OutcomeKind, Counter> kinds = new EnumMap<>(OutcomeKind.class);
        for (OutcomeKind kind : OutcomeKind.values()) {
            String outcome = kind.name().toLowerCase(Locale.ROOT);
            kinds.put(kind, JobMetrics.counter(metrics, Metric.CLEAN_ROWS, dataset, outcome));
        }
        return new OfDataset(kinds, new HashMap<>());
    }
}
