package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in a topic when it is opened, read partition by partition, as often as one likes. */
public final class CommittedTopic implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Range> ranges;

    /** A partition and its records from {@code begin} up to {@code end}, exclusive. */
    public record Range(TopicPartition partition, long begin, long end) {}

    private CommittedTopic(KafkaConsumer<byte[], byte[]> consumer, List<Range> ranges) {
        this.consumer = consumer;
        this.ranges = ranges;
    }

    /** @throws KafkaException if Kafka can't be reached or has no such topic */
    public static CommittedTopic open(KafkaConnection kafka, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(kafka);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("Kafka at " + kafka + " has no topic " + topic);
            }
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, ANSWER);
            // of a reader of committed records, the end stands before the first transaction that is open
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
            return new CommittedTopic(
                    consumer,
                    partitions.stream()
                            .map(p -> new Range(p, begins.get(p), ends.get(p)))
                            .toList());
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    /** A consumer of no group, which reads what is committed, from the beginning, and makes no topic. */
    static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        return new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Hands on every record of a topic, those of one partition in their order.
     *
     * @param records takes them as they are read; a value is null for a tombstone
     * @throws KafkaException if Kafka does not answer or has no such topic
     */
    public static void read(KafkaConnection kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        try (CommittedTopic open = open(kafka, topic)) {
            open.ranges().forEach(range -> open.read(range, records));
        }
    }

    public List<Range> ranges() {
        return ranges;
    }

    /**
     * Reads a range, in the order of offsets.
     *
     * @throws KafkaException if Kafka gives nothing for half a minute
     */
    public void read(Range range, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        List<TopicPartition> partition = List.of(range.partition());
        consumer.assign(partition);
        consumer.seek(range.partition(), range.begin());
        long at = range.begin();
        long patientUntil = System.nanoTime() + ANSWER.toNanos();
        // markers of transactions are stepped over: the position, not the last record, says when all is read
        while (at < range.end()) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> each : polled) {
                if (each.offset() < range.end()) {
                    records.accept(each);
                }
            }
            long now = consumer.position(range.partition(), ANSWER);
            if (now > at) {
                at = now;
                patientUntil = System.nanoTime() + ANSWER.toNanos();
            } else if (System.nanoTime() > patientUntil) {
                throw new TimeoutException(range.partition() + " gave nothing behind offset " + at + " for "
                        + ANSWER.toSeconds() + " s; check that the brokers run");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
