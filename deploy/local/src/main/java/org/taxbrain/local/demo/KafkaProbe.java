package org.taxbrain.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.taxbrain.connectors.kafka.KafkaConnection;

/** Looks at topics and consumer groups without taking part. */
public final class KafkaProbe implements AutoCloseable {
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public KafkaProbe(KafkaConnection kafka) {
        Map<String, Object> config = kafka.with(Map.of());
        this.admin = Admin.create(config);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("fetch.max.wait.ms", "50");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** End offsets summed per topic: rows ever written, transaction markers included. */
    public Map<String, Long> ends(Predicate<String> topics) throws InterruptedException, ExecutionException {
        Map<String, Long> sums = new TreeMap<>();
        offsets(topics).forEach((partition, end) -> sums.merge(partition.topic(), end, Long::sum));
        return sums;
    }

    /**
     * Records that a group has yet to read, per topic. Transaction markers stand between the records and are never
     * "read", so what seems to lag is looked at.
     */
    public Map<String, Long> lag(String group, Predicate<String> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> ends = offsets(topics);
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata at = committed.get(partition);
            positions.put(partition, at == null ? 0 : at.offset());
        });
        Set<TopicPartition> unread = withRecords(positions, ends);
        Map<String, Long> lag = new TreeMap<>();
        ends.forEach((partition, end) -> lag.merge(
                partition.topic(), unread.contains(partition) ? end - positions.get(partition) : 0, Long::sum));
        return lag;
    }

    /** Positions of a group summed over its partitions: records read so far, transaction markers included. */
    public long read(String group) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** Partitions with a record between position and end; all are looked at together, as each alone would wait for an answer. */
    private Set<TopicPartition> withRecords(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        Set<TopicPartition> open = new HashSet<>();
        ends.forEach((partition, end) -> {
            if (end > positions.get(partition)) {
                open.add(partition);
            }
        });
        Set<TopicPartition> found = new HashSet<>();
        consumer.assign(open);
        open.forEach(partition -> consumer.seek(partition, positions.get(partition)));
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            found.addAll(consumer.poll(Duration.ofMillis(50)).partitions());
            open.removeIf(
                    partition -> found.contains(partition) || consumer.position(partition) >= ends.get(partition));
            consumer.assign(open);
        }
        // what could not be looked at in time counts as unread
        found.addAll(open);
        return found;
    }

    private Map<TopicPartition, Long> offsets(Predicate<String> topics)
            throws InterruptedException, ExecutionException {
        Set<String> names =
                admin.listTopics().names().get().stream().filter(topics).collect(Collectors.toSet());
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        }
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
                admin.listOffsets(latest).all().get();
        Map<TopicPartition, Long> ends = new HashMap<>();
        found.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
