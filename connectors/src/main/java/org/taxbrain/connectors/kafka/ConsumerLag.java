package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far consumer groups are behind the committed end of their topics. Only looks. */
public final class ConsumerLag implements AutoCloseable {
    private static final int ANSWER_MILLIS = 30_000;

    private final KafkaConnection kafka;
    private final Admin admin;

    public ConsumerLag(KafkaConnection kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(kafka.with(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS)));
    }

    /**
     * Records behind the committed offsets, by group and topic; a group that has committed nothing is absent.
     *
     * @throws KafkaException if Kafka can't be reached or forbids the look
     */
    public Map<String, Map<String, Long>> behind(Collection<String> groups) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(groups);
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = get(admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())),
                        // nobody reads beyond the first transaction that is open
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
        Map<String, Map<String, Long>> behind = new TreeMap<>();
        committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> behind.computeIfAbsent(
                        group, g -> new TreeMap<>())
                .merge(partition.topic(), Math.max(0, ends.get(partition).offset() - offset.offset()), Long::sum)));
        return behind;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> all =
                groups.stream().collect(Collectors.toMap(Function.identity(), g -> new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(all).all()).forEach((group, offsets) -> {
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(offsets);
            known.values().removeIf(offset -> offset == null);
            committed.put(group, known);
        });
        return committed;
    }

    private <T> T get(KafkaFuture<T> answer) {
        return Answers.of(answer, "the lag of consumers at " + kafka + " can't be looked up");
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
