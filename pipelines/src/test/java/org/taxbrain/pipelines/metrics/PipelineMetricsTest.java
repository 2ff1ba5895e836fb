package org.taxbrain.pipelines.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

class PipelineMetricsTest {
    private static final double A_MOMENT = 60;

    private final Catalogue catalogue = Catalogue.load(List.of());
    private final FeedHealth health = new FeedHealth();
    private final PipelineMetrics metrics = new PipelineMetrics(
            health,
            () -> List.of(dataset("bank-statement"), dataset("property-right"), dataset("case-funds")),
            new RouteCounts(),
            new KafkaWatch(KafkaConnection.plain("127.0.0.1:1"), List.of(), Duration.ofDays(1)));

    @Test
    void shouldTellWhatAFeedDoesAndHasDone() {
        Feed feed = health.feed("bank/bank-statement", List.of("bank-statement"));
        feed.landed("bank-statement", 3);
        feed.landed("bank-statement", 4);
        feed.took();
        feed.refused();
        feed.refused();
        feed.retries("down");
        feed.retries("down");
        Labels name = Labels.of("feed", "bank/bank-statement");
        assertThat(value("taxbrain_feed_landed_rows", name.add("dataset", "bank-statement")))
                .hasValue(7.0);
        assertThat(value("taxbrain_feed_deliveries", name.add("outcome", "taken")))
                .hasValue(1.0);
        assertThat(value("taxbrain_feed_deliveries", name.add("outcome", "refused")))
                .hasValue(2.0);
        assertThat(value("taxbrain_feed_failures", name)).hasValue(2.0);
        assertThat(value("taxbrain_feed_state", name.add("state", "retrying"))).hasValue(1.0);
        assertThat(value("taxbrain_feed_state", name.add("state", "running"))).hasValue(0.0);
        assertThat(value("taxbrain_cdc_slot_lag_bytes", name)).isEmpty();
    }

    @Test
    void shouldTellTheLastSuccessAsTheKindOfTheSourceHasIt() {
        health.feed("bank/bank-statement", List.of("bank-statement"));
        Feed captured = health.feed("property-register", List.of("property-right"));
        captured.is(FeedState.RUNNING);
        Feed polled = health.feed("court/case-funds", List.of("case-funds"));
        assertThat(lastSuccess("bank-statement")).hasValue(0.0);
        assertThat(lastSuccess("property-right"))
                .as("it has not shown a sign of the log yet")
                .hasValue(0.0);

        health.feeds().get(0).tookAt(Instant.ofEpochSecond(1_000));
        captured.heard();
        captured.lags(512);
        polled.lookedThrough(Instant.ofEpochSecond(2_000));
        assertThat(lastSuccess("bank-statement")).hasValue(1_000.0);
        assertThat(lastSuccess("case-funds")).hasValue(2_000.0);
        assertThat(lastSuccess("property-right").orElseThrow())
                .isCloseTo(Instant.now().getEpochSecond(), within(A_MOMENT));
        assertThat(value("taxbrain_cdc_slot_lag_bytes", Labels.of("feed", "property-register")))
                .hasValue(512.0);
        captured.retries("down");
        assertThat(lastSuccess("property-right").orElseThrow())
                .as("a feed that fails again and again does not look fresh")
                .isLessThanOrEqualTo(captured.status().lastHeardAt().toEpochMilli() / 1_000.0);
    }

    @Test
    void shouldTellWhatTheDeclarationPromisesAndAllows() {
        Labels labels = Labels.of("dataset", "bank-statement", "department", "bank");
        assertThat(value("taxbrain_dataset_freshness_promise_seconds", labels)).hasValue(26 * 3_600.0);
        assertThat(value("taxbrain_dataset_agreement_end_timestamp_seconds", labels))
                .as("the agreement's last day is 2028-12-31, in China")
                .hasValue((double) Instant.parse("2028-12-31T16:00:00Z").getEpochSecond());
    }

    private Dataset dataset(String id) {
        return catalogue.datasets().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Double> lastSuccess(String dataset) {
        return value(
                "taxbrain_dataset_last_success_timestamp_seconds",
                Labels.of(
                        "dataset",
                        dataset,
                        "department",
                        dataset(dataset).descriptor().department()));
    }

    private Optional<Double> value(String name, Labels labels) {
        return metrics.get().snapshots().stream()
                .filter(m -> m.getMetadata().getName().equals(name))
                .flatMap(m -> m.getDataPoints().stream())
                .filter(p -> p.getLabels().equals(labels))
                .map(PipelineMetricsTest::value)
                .findFirst();
    }

    private static double value(DataPointSnapshot point) {
        return point instanceof GaugeDataPointSnapshot gauge
                ? gauge.getValue()
                : ((CounterDataPointSnapshot) point).getValue();
    }
}
