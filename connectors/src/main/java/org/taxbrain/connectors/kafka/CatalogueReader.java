package org.taxbrain.connectors.kafka;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CatalogueEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Looks up declared datasets in the topic {@code catalogue}. A hash that isn't known yet is waited for: a row may outrun
 * its descriptor on the way. An operator makes one in {@code open()} and closes it in {@code close()}; a look-up that hits
 * the cache costs a map access.
 */
public final class CatalogueReader implements AutoCloseable {
    /** How long an unknown hash is waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TopicPartition PARTITION = new TopicPartition(Topics.CATALOGUE, 0);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KafkaConnection kafka;
    private final Duration patience;
    private final Wire<CatalogueEntry> wire = Wire.catalogue();
    /** By hash, in the order of their latest publication. */
    private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();

    private final Map<String, Dataset> parsed = new HashMap<>();
    private KafkaConsumer<byte[], byte[]> consumer;

    public CatalogueReader(KafkaConnection kafka) {
        this(kafka, PATIENCE);
    }

    /** @param patience how long an unknown hash, or Kafka, is waited for */
    public CatalogueReader(KafkaConnection kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    /**
     * The dataset that a row was landed by.
     *
     * @param hash {@link Dataset#hash()}
     * @throws CatalogueException if it isn't published within the patience, or can't be used by this release
     */
    public synchronized Dataset dataset(String hash) {
        Dataset known = parsed.get(hash);
        if (known != null) {
            return known;
        }
        if (!entries.containsKey(hash) && !readUntil(() -> entries.containsKey(hash))) {
            throw new CatalogueException(
                    "topic " + Topics.CATALOGUE + " at " + kafka,
                    List.of(
                            "no descriptor with hash " + hash + " was published within " + patience
                                    + "; start the pipelines application with the folder that declares it (taxbrain.catalogue)"));
        }
        return parse(entries.get(hash));
    }

    /**
     * The dataset that a row was landed by; empty if the topic, read to its end, has no such hash within the patience.
     *
     * @throws TimeoutException if Kafka can't be reached: that says nothing of the hash
     * @throws CatalogueException if the descriptor can't be used by this release
     */
    public synchronized Optional<Dataset> find(String hash) {
        boolean there = entries.containsKey(hash) || readUntil(() -> entries.containsKey(hash));
        if (!there && !readUntil(() -> true)) {
            throw new TimeoutException("the topic " + Topics.CATALOGUE + " at " + kafka + " can't be read within "
                    + patience + "; check that Kafka runs and that the topic exists");
        }
        return Optional.ofNullable(entries.get(hash)).map(this::parse);
    }

    /**
     * The dataset of a declaration that was published until now; empty if it never was.
     *
     * @throws CatalogueException if Kafka can't be reached within the patience, or the descriptor can't be used by this release
     */
    public synchronized Optional<Dataset> published(String hash) {
        if (!entries.containsKey(hash)) {
            newest();
        }
        return Optional.ofNullable(entries.get(hash)).map(this::parse);
    }

    /**
     * Every dataset in the form published last, by id, as of now.
     *
     * @throws CatalogueException if Kafka can't be reached within the patience, or an entry can't be used by this release
     */
    public synchronized Collection<Dataset> datasets() {
        List<Dataset> datasets = new ArrayList<>();
        newest().values().forEach(entry -> datasets.add(parse(entry)));
        return datasets;
    }

    /** The entry published last of each dataset, by id, as of now. */
    synchronized Map<String, CatalogueEntry> newest() {
        if (!readUntil(() -> true)) {
            throw new CatalogueException(
                    "topic " + Topics.CATALOGUE + " at " + kafka,
                    List.of("can't be read within " + patience + "; check that Kafka runs and that the topic exists"));
        }
        Map<String, CatalogueEntry> newest = new LinkedHashMap<>();
        entries.values().forEach(entry -> newest.put(entry.getDataset(), entry));
        return newest;
    }

    /** @throws CatalogueException if it can't be used by this release */
    synchronized Dataset parse(CatalogueEntry entry) {
        return parsed.computeIfAbsent(
                entry.getHash(),
                hash -> Dataset.parse(
                        "dataset " + entry.getDataset() + " in topic " + Topics.CATALOGUE,
                        entry.getDescriptor(),
                        entry.getIdl()));
    }

    private interface Wanted {
        boolean isThere();
    }

    /** Reads to the topic's end, again and again until what is wanted is there; false if the patience ends before. */
    private boolean readUntil(Wanted wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            try {
                if (readToEnd(deadline) && wanted.isThere()) {
                    return true;
                }
                Thread.sleep(PAUSE.toMillis());
            } catch (RetriableException e) {
                pauseAfter(e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        } while (System.nanoTime() < deadline);
        return false;
    }

    private void pauseAfter(RetriableException e) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            interrupted.addSuppressed(e);
            throw new InterruptException(interrupted);
        }
    }

    private boolean readToEnd(long deadline) {
        KafkaConsumer<byte[], byte[]> from = consumer();
        List<PartitionInfo> partitions = from.partitionsFor(Topics.CATALOGUE, Duration.ofSeconds(5));
        if (partitions == null || partitions.isEmpty()) {
            return false;
        }
        long end = from.endOffsets(List.of(PARTITION), Duration.ofSeconds(5)).get(PARTITION);
        while (from.position(PARTITION, Duration.ofSeconds(5)) < end) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> each : from.poll(Duration.ofMillis(100))) {
                remember(each);
            }
        }
        return true;
    }

    private void remember(ConsumerRecord<byte[], byte[]> published) {
        String hash = new String(published.key(), StandardCharsets.UTF_8);
        entries.remove(hash);
        if (published.value() == null) {
            return;
        }
        try {
            entries.put(hash, wire.decode(published.value()));
        } catch (UncheckedIOException e) {
            throw new CatalogueException(
                    "topic " + Topics.CATALOGUE + " at " + kafka,
                    "the entry at offset " + published.offset()
                            + " is not of this release; use the release that wrote it, or a newer one",
                    e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = RawConsumer.open(kafka);
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
        }
        return consumer;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
