package org.taxbrain.connectors.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Follows the topic {@code finding} and knows which findings are open. Not safe for threads. */
public final class OpenFindings implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire<ResultRecord> wire = Wire.result();
    /** Kind by id. */
    private final Map<String, String> open = new HashMap<>();

    public OpenFindings(KafkaConnection kafka) {
        this.consumer = CommittedTopic.consumer(kafka);
    }

    /**
     * Reads on to the present end.
     *
     * @return open findings by kind; a kind that has none open is absent
     * @throws KafkaException if Kafka can't be reached; to be tried again, nothing read is forgotten
     */
    public Map<String, Long> byKind() {
        readOn();
        Map<String, Long> kinds = new TreeMap<>();
        open.values().forEach(kind -> kinds.merge(kind, 1L, Long::sum));
        return kinds;
    }

    /**
     * Reads on to the present end.
     *
     * @return ids of the open findings of a kind
     * @throws KafkaException as above
     */
    public Set<String> ids(String kind) {
        readOn();
        Set<String> ids = new TreeSet<>();
        open.forEach((id, of) -> {
            if (of.equals(kind)) {
                ids.add(id);
            }
        });
        return ids;
    }

    private void readOn() {
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.FINDING, ANSWER).stream()
                    .map(p -> new TopicPartition(Topics.FINDING, p.partition()))
                    .toList();
            consumer.assign(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ANSWER);
        long patientUntil = System.nanoTime() + ANSWER.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), ANSWER) < end.getValue())) {
            consumer.poll(POLL).forEach(this::take);
            if (System.nanoTime() > patientUntil) {
                throw new KafkaException("the topic " + Topics.FINDING + " was not read to its end within "
                        + ANSWER.toSeconds() + " s; it is tried again");
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        String id = new String(found.key(), StandardCharsets.UTF_8);
        if (found.value() == null) {
            open.remove(id);
            return;
        }
        try {
            JsonNode body = JSON.readTree(wire.decode(found.value()).getBody());
            if (body.path("open").asBoolean()) {
                open.put(id, body.path("kind").asText());
            } else {
                open.remove(id);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the record " + found.topic() + "/" + found.partition() + "/" + found.offset()
                            + " is no finding of ours: find what wrote to the topic",
                    e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
