package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in a topic at present, read from its beginning: for commands, which look rarely. */
public final class CommittedTopic {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private CommittedTopic() {}

    /**
     * Hands on every record, those of one partition in their order.
     *
     * @param records takes them as they are read; a value is null for a tombstone
     * @throws TimeoutException if Kafka does not answer
     */
    public static void read(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, ANSWER);
            List<TopicPartition> partitions = (found == null ? List.<PartitionInfo>of() : found)
                    .stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long heard = System.nanoTime();
            while (partitions.stream().anyMatch(p -> consumer.position(p, ANSWER) < ends.get(p))) {
                var answer = consumer.poll(POLL);
                answer.forEach(records);
                if (!answer.isEmpty()) {
                    heard = System.nanoTime();
                } else if (System.nanoTime() - heard > ANSWER.toNanos()) {
                    throw new TimeoutException("the topic " + topic + " at " + bootstrapServers
                            + " can't be read to its end; check that Kafka runs");
                }
            }
        }
    }
}
