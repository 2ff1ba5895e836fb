package org.taxbrain.jobs.common;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.taxbrain.metrics.Metric;

/** Registers a job's own metrics with Flink, under the names and labels that the cluster's reporter shows. */
public final class JobMetrics {
    /** Labels that the reporter takes from where the metric is registered. */
    private static final Set<String> GIVEN = Set.of("job", "subtask", "task");

    private JobMetrics() {}

    /**
     * A counter. Look it up once and keep it.
     *
     * @param labels values of the metric's other labels than job, subtask and task, in their order; never out of a row
     * @throws IllegalArgumentException if they are not as many as the metric has
     */
    public static Counter counter(MetricGroup group, Metric metric, String... labels) {
        return labelled(group, metric, labels).counter(metric.id());
    }

    /** A value that is asked for when somebody looks; labels as of {@link #counter}. */
    public static void value(MetricGroup group, Metric metric, Supplier<? extends Number> value, String... labels) {
        labelled(group, metric, labels).gauge(metric.id(), value::get);
    }

    private static MetricGroup labelled(MetricGroup group, Metric metric, String... labels) {
        List<String> names =
                metric.labels().stream().filter(name -> !GIVEN.contains(name)).toList();
        if (names.size() != labels.length) {
            throw new IllegalArgumentException(metric.id() + " has the labels " + names);
        }
        MetricGroup labelled = group;
        for (int i = 0; i < labels.length; i++) {
            labelled = labelled.addGroup(names.get(i), labels[i]);
        }
        return labelled;
    }
}
