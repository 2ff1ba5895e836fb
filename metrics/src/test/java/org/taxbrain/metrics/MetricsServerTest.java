package org.taxbrain.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    @Test
    void shouldShowEachMetricWithItsTypeItsHelpAndItsLabels() throws Exception {
        Samples samples = new Samples()
                .add(Metric.FEED_LANDED_ROWS, 7, "bank/bank-statement", "bank-statement")
                .add(Metric.CDC_SLOT_LAG, 4_096, "tax-core")
                .add(Metric.KAFKA_LAST_LOOK, Instant.ofEpochMilli(1_500))
                .add(Metric.FEED_LAST_LANDED, (Instant) null, "tax-core");
        assertThat(page(samples))
                .contains(
                        "# TYPE taxbrain_feed_landed_rows_total counter",
                        "# HELP taxbrain_feed_landed_rows_total Rows that Kafka acknowledged",
                        "taxbrain_feed_landed_rows_total{dataset=\"bank-statement\",feed=\"bank/bank-statement\"} 7.0",
                        "# TYPE taxbrain_cdc_slot_lag_bytes gauge",
                        "taxbrain_cdc_slot_lag_bytes{feed=\"tax-core\"} 4096.0",
                        "taxbrain_kafka_last_look_timestamp_seconds 1.5")
                .doesNotContain("taxbrain_feed_last_landed");
    }

    @Test
    void shouldSumValuesOfEqualLabels() throws Exception {
        Samples samples = new Samples()
                .add(Metric.INDEX_BULKS, 3, "index", "0")
                .add(Metric.INDEX_BULKS, 4, "index", "0")
                .add(Metric.INDEX_BULKS, 5, "index", "1");
        assertThat(page(samples))
                .contains(
                        "taxbrain_index_bulks_total{job=\"index\",subtask=\"0\"} 7.0",
                        "taxbrain_index_bulks_total{job=\"index\",subtask=\"1\"} 5.0");
    }

    @Test
    void shouldRefuseOtherLabelsThanTheMetricHas() {
        Samples samples = new Samples();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> samples.add(Metric.FEED_LANDED_ROWS, 1, "bank/bank-statement"))
                .withMessageContaining("[feed, dataset]");
    }

    private static String page(Samples samples) throws Exception {
        try (MetricsServer server = new MetricsServer("127.0.0.1", 0, () -> samples)) {
            URI page = URI.create("http://127.0.0.1:" + server.port() + MetricsPage.PATH);
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
