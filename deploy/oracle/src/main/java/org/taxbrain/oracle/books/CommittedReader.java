package org.taxbrain.oracle.books;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.taxbrain.oracle.OracleException;

/** Reads whole topics once, committed records only, without a group. */
final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Offsets of a partition: the first that is there, and the one after the last. */
    record Range(long begin, long end) {}

    CommittedReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(8 << 20)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The ranges of all partitions of the topics with a prefix. */
    Map<TopicPartition, Range> ranges(String prefix) {
        try {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(prefix))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            return ranges(partitions);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Every committed value of a topic, partition by partition. */
    void read(String topic, Consumer<byte[]> values) {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            Map<TopicPartition, Range> ranges = ranges(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long progressAt = System.nanoTime();
            // the position steps over the markers of transactions, so it, not the last record, says when a partition is
            // read
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ranges.get(p).end())) {
                var records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (record.offset()
                            < ranges.get(new TopicPartition(topic, record.partition()))
                                    .end()) {
                        values.accept(record.value());
                    }
                }
                if (!records.isEmpty()) {
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
                    throw new OracleException("Kafka at " + bootstrapServers + " gave nothing of " + topic + " for "
                            + PATIENCE.toSeconds() + " s; is a broker down?");
                }
            }
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private Map<TopicPartition, Range> ranges(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Range> ranges = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        partitions.forEach(p -> ranges.put(p, new Range(begins.get(p), ends.get(p))));
        return ranges;
    }

    private OracleException failed(KafkaException e) {
        return new OracleException("cannot read Kafka at " + bootstrapServers + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
