package org.taxbrain.connectors.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of assigned partitions that belongs to no group and keeps no positions. */
final class RawConsumer {
    /** Readers wait for the end of a topic: an empty answer is to come soon. */
    private static final int WAIT_MILLIS = 50;

    private RawConsumer() {}

    static KafkaConsumer<byte[], byte[]> open(KafkaConnection kafka) {
        return new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        WAIT_MILLIS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
