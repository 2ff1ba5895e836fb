package org.taxbrain.server.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taxbrain.metrics.Metric;

class MetricsReporterTest {
    private static final Map<String, String> SUBTASK = Map.of(
            "<job_name>", "clean", "<task_name>", "fence, parse, check", "<subtask_index>", "1", "<tm_id>", "tm");

    private final MetricsReporter reporter = new MetricsReporter();

    @BeforeEach
    void open() {
        MetricConfig config = new MetricConfig();
        config.setProperty(MetricsReporter.PORT, "0");
        reporter.open(config);
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void shouldShowAJobsOwnMetricWithTheLabelsOfItsGroups() throws Exception {
        SimpleCounter rows = new SimpleCounter();
        rows.inc(5);
        MetricGroup group =
                group(SUBTASK, Map.of("<operator_name>", "x", "<dataset>", "taxpayer", "<outcome>", "clean"));
        reporter.notifyOfAddedMetric(rows, Metric.CLEAN_ROWS.id(), group);
        String line = "taxbrain_clean_rows_total{dataset=\"taxpayer\",job=\"clean\",outcome=\"clean\",subtask=\"1\"} ";
        assertThat(page()).contains(line + "5.0");
        rows.inc();
        assertThat(page()).contains(line + "6.0");
        reporter.notifyOfRemovedMetric(rows, Metric.CLEAN_ROWS.id(), group);
        assertThat(page()).doesNotContain("taxbrain_clean_rows_total");
    }

    @Test
    void shouldShowFlinksMetricsInBaseUnitsUnderOurNames() throws Exception {
        Gauge<Long> duration = () -> 1_500L;
        reporter.notifyOfAddedMetric(duration, "lastCheckpointDuration", group(Map.of("<job_name>", "file"), Map.of()));
        Gauge<Long> busy = () -> 250L;
        reporter.notifyOfAddedMetric(busy, "busyTimeMsPerSecond", group(SUBTASK, Map.of()));
        assertThat(page())
                .contains(
                        "taxbrain_job_checkpoint_duration_seconds{job=\"file\"} 1.5",
                        "taxbrain_task_busy_ratio{job=\"clean\",subtask=\"1\",task=\"fence, parse, check\"} 0.25");
    }

    @Test
    void shouldLeaveOutWhatIsNotInTheListOrHasNoValue() throws Exception {
        SimpleCounter operators = new SimpleCounter();
        operators.inc();
        reporter.notifyOfAddedMetric(operators, "numRecordsIn", group(SUBTASK, Map.of("<operator_name>", "x")));
        reporter.notifyOfAddedMetric(new SimpleCounter(), "numBytesIn", group(SUBTASK, Map.of()));
        Gauge<Double> unknown = () -> Double.NaN;
        reporter.notifyOfAddedMetric(unknown, "busyTimeMsPerSecond", group(SUBTASK, Map.of()));
        assertThat(page()).doesNotContain("taxbrain_");
    }

    @Test
    void shouldBeFoundByFlink() {
        assertThat(ServiceLoader.load(MetricReporterFactory.class))
                .anyMatch(factory -> factory instanceof MetricsReporterFactory);
    }

    private static MetricGroup group(Map<String, String> variables, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return new UnregisteredMetricsGroup() {
            @Override
            public Map<String, String> getAllVariables() {
                return all;
            }
        };
    }

    private String page() throws Exception {
        URI page = URI.create("http://127.0.0.1:" + reporter.port() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
