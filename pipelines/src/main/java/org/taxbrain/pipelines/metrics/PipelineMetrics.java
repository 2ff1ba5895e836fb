package org.taxbrain.pipelines.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedCounts;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.health.FeedStatus;
import org.taxbrain.metrics.Metric;
import org.taxbrain.metrics.Samples;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** All metrics of the application, as they are at a look. Safe for threads. */
public final class PipelineMetrics implements Supplier<Samples> {
    /** Agreements end with a Chinese day. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final FeedHealth health;
    private final Supplier<Collection<Dataset>> datasets;
    private final RouteCounts routes;
    private final KafkaWatch kafka;

    /** @param datasets those that are taken in now */
    public PipelineMetrics(
            FeedHealth health, Supplier<Collection<Dataset>> datasets, RouteCounts routes, KafkaWatch kafka) {
        this.health = health;
        this.datasets = datasets;
        this.routes = routes;
        this.kafka = kafka;
    }

    @Override
    public Samples get() {
        Samples samples = new Samples();
        List<Feed> feeds = health.feeds();
        feeds.forEach(feed -> feed(feed, samples));
        datasets.get().forEach(dataset -> dataset(dataset, feeds, samples));
        CaptureBeans.add(samples);
        routes.add(samples);
        kafka.add(samples);
        return samples;
    }

    private static void feed(Feed feed, Samples samples) {
        FeedStatus status = feed.status();
        FeedCounts counts = feed.counts();
        String name = feed.name();
        for (FeedState state : FeedState.values()) {
            samples.add(
                    Metric.FEED_STATE,
                    state == status.state() ? 1 : 0,
                    name,
                    state.name().toLowerCase(Locale.ROOT));
        }
        samples.add(Metric.FEED_STATE_SINCE, status.since(), name)
                .add(Metric.FEED_FAILURES, counts.failures(), name)
                .add(Metric.FEED_POLLS, counts.polls(), name)
                .add(Metric.FEED_LAST_LANDED, status.lastLandedAt(), name)
                .add(Metric.FEED_DELIVERIES, counts.taken(), name, "taken")
                .add(Metric.FEED_DELIVERIES, counts.refused(), name, "refused")
                .add(Metric.CDC_HEARTBEAT, status.lastHeardAt(), name);
        for (String dataset : status.datasets()) {
            samples.add(Metric.FEED_LANDED_ROWS, counts.landedByDataset().getOrDefault(dataset, 0L), name, dataset);
        }
        if (status.lagBytes() != null) {
            samples.add(Metric.CDC_SLOT_LAG, status.lagBytes(), name);
        }
    }

    private static void dataset(Dataset dataset, List<Feed> feeds, Samples samples) {
        Descriptor descriptor = dataset.descriptor();
        String[] labels = {dataset.id(), descriptor.department()};
        Instant last = feeds.stream()
                .filter(feed -> feed.status().datasets().contains(dataset.id()))
                .findFirst()
                .flatMap(feed -> lastSuccess(descriptor.source(), feed))
                .orElse(Instant.EPOCH);
        LocalDate firstDayWithout = descriptor.agreementExpiry().plusDays(1);
        samples.add(Metric.DATASET_LAST_SUCCESS, last, labels)
                .add(Metric.DATASET_PROMISE, descriptor.freshness().toSeconds(), labels)
                .add(
                        Metric.DATASET_AGREEMENT_END,
                        firstDayWithout.atStartOfDay(ZONE).toInstant(),
                        labels);
    }

    private static Optional<Instant> lastSuccess(Descriptor.SourceSpec source, Feed feed) {
        if (source.files() != null) {
            return Optional.ofNullable(feed.counts().lastTakenAt());
        }
        return Optional.ofNullable(
                source.cdc() != null
                        ? feed.status().lastHeardAt()
                        : feed.status().lastCompleteAt());
    }
}
