package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Which keys of a dataset stand, by what has landed: for a source that can't say any more which rows it deleted. Reads
 * the whole topic, one partition's keys in memory at a time: for rare moments.
 */
public final class LandedKeys {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final KafkaConnection kafka;

    /** The newest version of a key. */
    private record Version(List<Long> order, boolean deleted) {}

    public LandedKeys(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** Whether any row of a dataset has landed. */
    public boolean any(String dataset) {
        try (KafkaConsumer<byte[], byte[]> consumer = RawConsumer.open(kafka)) {
            List<TopicPartition> partitions = partitions(consumer, dataset);
            return consumer.endOffsets(partitions, ANSWER).values().stream().anyMatch(end -> end > 0);
        }
    }

    /**
     * Names every key whose newest version is no deletion and older than an order.
     *
     * @param before the order
     * @param keys takes each key once
     */
    public void standing(String dataset, List<Long> before, Consumer<String> keys) {
        try (KafkaConsumer<byte[], byte[]> consumer = RawConsumer.open(kafka)) {
            for (TopicPartition partition : partitions(consumer, dataset)) {
                newest(consumer, partition).forEach((key, version) -> {
                    if (!version.deleted() && SourceOrder.compare(version.order(), before) < 0) {
                        keys.accept(key);
                    }
                });
            }
        }
    }

    private static Map<String, Version> newest(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        Wire<LandedRecord> wire = Wire.landed();
        Map<String, Version> versions = new HashMap<>();
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition), ANSWER).get(partition);
        while (consumer.position(partition, ANSWER) < end) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                LandedRecord row = wire.decode(each.value());
                if (!NaturalKey.isUnreadable(row.getKey())) {
                    versions.merge(
                            row.getKey(),
                            new Version(row.getOrder(), row.getOperation() == Operation.DELETE),
                            (a, b) -> SourceOrder.compare(b.order(), a.order()) >= 0 ? b : a);
                }
            }
        }
        return versions;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String dataset) {
        return consumer.partitionsFor(Topics.landed(dataset), ANSWER).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
    }
}
