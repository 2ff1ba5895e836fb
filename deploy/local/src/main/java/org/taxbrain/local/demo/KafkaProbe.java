package org.taxbrain.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Looks at topics and consumer groups without taking part. */
public final class KafkaProbe implements AutoCloseable {
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public KafkaProbe(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        this.admin = Admin.create(config);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
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
        Map<String, Long> lag = new TreeMap<>();
        for (Map.Entry<TopicPartition, Long> e : offsets(topics).entrySet()) {
            OffsetAndMetadata at = committed.get(e.getKey());
            long from = at == null ? 0 : at.offset();
            long behind = e.getValue() - from;
            if (behind > 0 && !hasRecords(e.getKey(), from, e.getValue())) {
                behind = 0;
            }
            lag.merge(e.getKey().topic(), behind, Long::sum);
        }
        return lag;
    }

    /** Positions of a group summed over its partitions: records read so far, transaction markers included. */
    public long read(String group) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private boolean hasRecords(TopicPartition partition, long from, long end) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < deadline) {
            if (!consumer.poll(Duration.ofMillis(50)).isEmpty()) {
                return true;
            }
            if (consumer.position(partition) >= end) {
                return false;
            }
        }
        return true;
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
