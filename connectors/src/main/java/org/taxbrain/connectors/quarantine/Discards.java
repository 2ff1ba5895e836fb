package org.taxbrain.connectors.quarantine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.record.Discarded;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Takes entries out of quarantine that shall not come in, and keeps who decided so, when and why. */
public final class Discards {
    private final KafkaConnection kafka;
    private final Clock clock;

    public Discards(KafkaConnection kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * Discards entries: all of them, or none.
     *
     * @param by who decides
     * @param reason why; holds no personal data
     * @throws KafkaException if Kafka did not take it: nothing is discarded then
     */
    public void discard(Collection<QuarantineEntry> entries, String by, String reason) {
        Wire<Discarded> wire = Wire.discarded();
        Map<String, Object> settings =
                kafka.with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "quarantine-discard-" + UUID.randomUUID()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (QuarantineEntry entry : entries) {
                byte[] id = entry.getId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.DISCARDED, id, wire.encode(discarded(entry, by, reason))));
                producer.send(new ProducerRecord<>(Topics.QUARANTINE, id, null));
            }
            producer.commitTransaction();
            producer.close(Duration.ofSeconds(5));
        }
    }

    private Discarded discarded(QuarantineEntry entry, String by, String reason) {
        return Discarded.newBuilder()
                .setId(entry.getId())
                .setDataset(entry.getDataset())
                .setDepartment(entry.getDepartment())
                .setBatch(entry.getBatch())
                .setPosition(entry.getPosition())
                .setRule(entry.getRule())
                .setKeyHash(entry.getKeyHash())
                .setLandedAt(entry.getLandedAt())
                .setBy(by)
                .setAt(clock.millis())
                .setReason(reason)
                .build();
    }
}
