package org.taxbrain.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of one look at the metrics. Not safe for threads. */
public final class Samples {
    private static final String TOTAL = "_total";
    private static final double MILLIS = 1_000;

    private final Map<Metric, Map<Labels, Double>> values = new EnumMap<>(Metric.class);

    /**
     * Adds a value; values of equal labels are summed.
     *
     * @param labels values of the metric's labels, in their order
     * @throws IllegalArgumentException if they are not as many as the metric has
     */
    public Samples add(Metric metric, double value, String... labels) {
        return add(metric, value, List.of(labels));
    }

    /** As {@link #add(Metric, double, String...)}. */
    public Samples add(Metric metric, double value, List<String> labels) {
        if (labels.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric.id() + " has the labels " + metric.labels() + ", not " + labels);
        }
        values.computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .merge(Labels.of(metric.labels(), labels), value, Double::sum);
        return this;
    }

    /**
     * Adds a time, as Prometheus counts it.
     *
     * @param instant null: it is not known, and the sample is left out
     */
    public Samples add(Metric metric, Instant instant, String... labels) {
        return instant == null ? this : add(metric, instant.toEpochMilli() / MILLIS, labels);
    }

    /** What Prometheus is shown. */
    public MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        values.forEach((metric, samples) -> all.metricSnapshot(snapshot(metric, samples)));
        return all.build();
    }

    private static MetricSnapshot snapshot(Metric metric, Map<Labels, Double> samples) {
        if (metric.type() == Metric.Type.GAUGE) {
            GaugeSnapshot.Builder gauge =
                    GaugeSnapshot.builder().name(metric.id()).help(metric.help());
            samples.forEach((labels, value) -> gauge.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
            return gauge.build();
        }
        // the library writes the ending
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name(metric.id().substring(0, metric.id().length() - TOTAL.length()))
                .help(metric.help());
        samples.forEach((labels, value) -> counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        return counter.build();
    }
}
