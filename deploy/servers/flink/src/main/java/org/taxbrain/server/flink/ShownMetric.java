package org.taxbrain.server.flink;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.taxbrain.metrics.Metric;
import org.taxbrain.metrics.Samples;

/**
 * As what a metric of Flink's is shown.
 *
 * @param labels values of the metric's labels, in their order
 * @param unit what a value is divided by
 */
record ShownMetric(Metric metric, List<String> labels, double unit) {
    private static final double MILLIS = 1_000;

    /** A job calls its metrics as they are shown. */
    private static final Map<String, Metric> OWN =
            Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::id, Function.identity()));

    /** Of each name, only those of a whole job, task or process: operators have metrics of the same names. */
    private static final Map<String, Flinks> FLINKS = Map.ofEntries(
            Map.entry("runningTime", new Flinks(Metric.JOB_RUNNING, MILLIS)),
            Map.entry("numRestarts", new Flinks(Metric.JOB_RESTARTS, 1)),
            Map.entry("numberOfCompletedCheckpoints", new Flinks(Metric.JOB_CHECKPOINTS_COMPLETED, 1)),
            Map.entry("numberOfFailedCheckpoints", new Flinks(Metric.JOB_CHECKPOINTS_FAILED, 1)),
            Map.entry("lastCheckpointDuration", new Flinks(Metric.JOB_CHECKPOINT_DURATION, MILLIS)),
            Map.entry("lastCheckpointSize", new Flinks(Metric.JOB_CHECKPOINT_SIZE, 1)),
            Map.entry("busyTimeMsPerSecond", new Flinks(Metric.TASK_BUSY, MILLIS)),
            Map.entry("backPressuredTimeMsPerSecond", new Flinks(Metric.TASK_BACKPRESSURED, MILLIS)),
            Map.entry("numRecordsIn", new Flinks(Metric.TASK_RECORDS_IN, 1)),
            Map.entry("numRecordsOut", new Flinks(Metric.TASK_RECORDS_OUT, 1)),
            Map.entry("numRegisteredTaskManagers", new Flinks(Metric.FLINK_TASKMANAGERS, 1)),
            Map.entry("numRunningJobs", new Flinks(Metric.FLINK_RUNNING_JOBS, 1)));

    private static final Map<String, String> VARIABLES =
            Map.of("job", "<job_name>", "subtask", "<subtask_index>", "task", "<task_name>");

    private record Flinks(Metric metric, double unit) {}

    /**
     * As what a metric is shown; empty: it is not.
     *
     * @param variables of its group, as Flink writes them
     */
    static Optional<ShownMetric> of(String name, Map<String, String> variables) {
        Metric own = OWN.get(name);
        if (own != null) {
            return of(own, 1, variables);
        }
        Flinks flinks = FLINKS.get(name);
        return flinks == null || variables.containsKey("<operator_name>")
                ? Optional.empty()
                : of(flinks.metric, flinks.unit, variables);
    }

    private static Optional<ShownMetric> of(Metric metric, double unit, Map<String, String> variables) {
        List<String> labels = metric.labels().stream()
                .map(label -> variables.get(VARIABLES.getOrDefault(label, "<" + label + ">")))
                .filter(Objects::nonNull)
                .toList();
        return labels.size() == metric.labels().size()
                ? Optional.of(new ShownMetric(metric, labels, unit))
                : Optional.empty();
    }

    /** Adds the value, if there is one now. */
    void add(org.apache.flink.metrics.Metric from, Samples samples) {
        Number value = from instanceof Counter counter
                ? (Number) counter.getCount()
                : from instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number : null;
        if (value != null && !Double.isNaN(value.doubleValue())) {
            samples.add(metric, value.doubleValue() / unit, labels);
        }
    }
}
