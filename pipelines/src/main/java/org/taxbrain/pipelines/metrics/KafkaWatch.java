package org.taxbrain.pipelines.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.kafka.ConsumerLag;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.OpenFindings;
import org.taxbrain.metrics.Metric;
import org.taxbrain.metrics.Samples;

/** Looks now and then how far the jobs are behind and which findings are open. While Kafka does not answer, the last look stands, and its time tells. */
public final class KafkaWatch extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final KafkaConnection kafka;
    private final List<String> groups;
    private final Duration period;
    private ScheduledExecutorService timer;
    private ConsumerLag lag;
    private OpenFindings findings;
    private String lastFailure;
    private volatile Look last = new Look(Map.of(), Map.of(), null);

    /** @param at null: there was none yet */
    private record Look(Map<String, Map<String, Long>> behind, Map<String, Long> open, Instant at) {}

    /** @param groups of consumers */
    public KafkaWatch(KafkaConnection kafka, List<String> groups, Duration period) {
        this.kafka = kafka;
        this.groups = List.copyOf(groups);
        this.period = period;
    }

    @Override
    protected void doStart() {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "kafka-watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (lag == null) {
                lag = new ConsumerLag(kafka);
            }
            if (findings == null) {
                findings = new OpenFindings(kafka);
            }
            last = new Look(lag.behind(groups), findings.byKind(), Instant.now());
            lastFailure = null;
        } catch (InterruptException e) {
            LOG.debug("stopped while looking", e);
        } catch (RuntimeException e) {
            String failure = String.valueOf(e.getMessage());
            if (!failure.equals(lastFailure)) {
                LOG.warn("lags and findings can't be read: {}; it is tried again", failure);
                lastFailure = failure;
            }
        }
    }

    void add(Samples samples) {
        Look shown = last;
        shown.behind.forEach((group, topics) ->
                topics.forEach((topic, records) -> samples.add(Metric.KAFKA_CONSUMER_LAG, records, group, topic)));
        shown.open.forEach((kind, count) -> samples.add(Metric.FINDINGS_OPEN, count, kind));
        samples.add(Metric.KAFKA_LAST_LOOK, shown.at);
    }

    @Override
    protected void doStop() throws InterruptedException {
        timer.shutdownNow();
        if (timer.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            if (findings != null) {
                findings.close();
            }
            if (lag != null) {
                lag.close();
            }
        }
    }
}
