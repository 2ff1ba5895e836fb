package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CatalogueEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Looks datasets up by the hash that a record carries, in the topic {@code catalogue}. A row can't outrun its descriptor, as the
 * descriptor is published first; so an unknown hash is read for until it comes. One per operator; not safe for threads.
 */
public final class CatalogueReader implements AutoCloseable {
    private static final TopicPartition CATALOGUE = new TopicPartition(Topics.CATALOGUE, 0);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire<CatalogueEntry> wire = Wire.catalogue();
    private final Duration patience;
    private final Map<String, Dataset> byHash = new HashMap<>();
    private final Map<String, Dataset> newest = new HashMap<>();

    /** @param patience how long an unknown hash is read for */
    public CatalogueReader(String bootstrapServers, Duration patience) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "earliest");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.patience = patience;
        consumer.assign(List.of(CATALOGUE));
        consumer.seekToBeginning(List.of(CATALOGUE));
    }

    /**
     * The dataset that a record was written by.
     *
     * @throws IllegalStateException if its descriptor is not published within the patience
     */
    public Dataset dataset(String hash) {
        Dataset known = byHash.get(hash);
        if (known != null) {
            return known;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            read(Duration.ofMillis(200));
            known = byHash.get(hash);
        } while (known == null && System.nanoTime() < deadline);
        if (known == null) {
            throw new IllegalStateException("no descriptor with the hash " + hash + " in the topic " + Topics.CATALOGUE
                    + " after " + patience.toSeconds() + " s; the pipelines application publishes it, is it running?");
        }
        return known;
    }

    /** The newest revision of every dataset that is published by now. */
    public Collection<Dataset> datasets() {
        long end = consumer.endOffsets(List.of(CATALOGUE)).get(CATALOGUE);
        while (consumer.position(CATALOGUE) < end) {
            read(Duration.ofMillis(200));
        }
        return List.copyOf(newest.values());
    }

    private void read(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            CatalogueEntry entry = wire.decode(record.value());
            if (!byHash.containsKey(entry.getHash())) {
                Dataset dataset = Dataset.parse(
                        Topics.CATALOGUE + "/" + entry.getDataset(), entry.getDescriptor(), entry.getIdl());
                byHash.put(entry.getHash(), dataset);
                newest.merge(
                        dataset.id(),
                        dataset,
                        (a, b) -> b.descriptor().revision() >= a.descriptor().revision() ? b : a);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
