package org.taxbrain.server.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.metrics.Metric;

/** A job in a real cluster of this Flink: each metric of Flink's that we show is there under the name by which we look for it. */
class ClusterMetricsTest {
    private static final List<Metric> OF_ANY_JOB = Arrays.stream(Metric.values())
            .filter(metric -> metric.help().contains("Flink: "))
            .toList();

    @TempDir
    private Path checkpoints;

    @Test
    void shouldShowAJobsOwnMetricsAndFlinks() throws Exception {
        int port = freePort();
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporter.prometheus.factory.class", MetricsReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prometheus.port", Integer.toString(port));
        configuration.setString(
                "execution.checkpointing.dir", checkpoints.toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        env.enableCheckpointing(200);
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(100), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .map(new Counting())
                .keyBy(number -> number)
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync("clean");
        try {
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(page(port))
                    .containsPattern("taxbrain_job_checkpoints_completed_total\\{job=\"clean\"} [1-9]")
                    .containsPattern(
                            "taxbrain_clean_rows_total\\{dataset=\"taxpayer\",job=\"clean\",outcome=\"clean\",subtask=\"1\"} [1-9]")
                    .containsPattern("taxbrain_task_records_in_total\\{job=\"clean\",subtask=\"0\",task=\".*\"} [1-9]")
                    .contains(OF_ANY_JOB.stream().map(m -> "\n" + m.id()).toList()));
        } finally {
            job.cancel().get();
        }
    }

    private static String page(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Counts as a job of ours does. */
    private static final class Counting extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;
        private transient Counter rows;

        @Override
        public void open(OpenContext context) {
            rows = getRuntimeContext()
                    .getMetricGroup()
                    .addGroup("dataset", "taxpayer")
                    .addGroup("outcome", "clean")
                    .counter(Metric.CLEAN_ROWS.id());
        }

        @Override
        public Long map(Long number) {
            rows.inc();
            return number;
        }
    }
}
