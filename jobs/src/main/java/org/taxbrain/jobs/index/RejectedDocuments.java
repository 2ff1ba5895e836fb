package org.taxbrain.jobs.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.QuarantineId;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * What the index can never take goes to the quarantine, where people find it. At least once: a record that is met again
 * after a restart is the same entry.
 */
final class RejectedDocuments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedDocuments.class);
    private static final String RULE = "index-rejected";
    /** Whose rows they are: results are made by the bureau itself. */
    private static final String DEPARTMENT = "tax-brain";

    private final byte[] pepper;
    private final Clock clock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    RejectedDocuments(KafkaConnection kafka, byte[] pepper, Clock clock) {
        this.pepper = pepper.clone();
        this.clock = clock;
        Map<String, Object> settings = kafka.with(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // an outage of Kafka is waited out; the job's checkpoints wait with it
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE));
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Quarantines one document. Safe for threads.
     *
     * @param origin {@code <topic>/<partition>/<offset>}
     * @param keyHash keyed hash of the record's key
     * @param field field at fault, or null
     * @param message what is wrong and what to do, without any content
     */
    void add(String origin, String keyHash, String field, String message) {
        LOG.warn("not indexed: {}: {}", origin, message);
        String topic = origin.substring(0, origin.indexOf('/'));
        if (topic.equals(Topics.QUARANTINE)) {
            // it is in the quarantine already, only not in the index; an entry about an entry would never end
            LOG.error("the quarantine entry at {} can't be shown in the index: {}", origin, message);
            return;
        }
        String dataset = topic.startsWith(Topics.CLEAN_PREFIX) ? topic.substring(Topics.CLEAN_PREFIX.length()) : topic;
        QuarantineEntry entry = QuarantineEntry.newBuilder()
                .setId(QuarantineId.of(pepper, dataset, IndexJob.NAME, origin))
                .setDataset(dataset)
                .setDepartment(DEPARTMENT)
                .setBatch(IndexJob.NAME)
                .setPosition(origin)
                .setField(field)
                .setRule(RULE)
                .setMessage(message)
                .setKeyHash(keyHash)
                .setLandedAt(clock.millis())
                .build();
        ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(
                Topics.QUARANTINE,
                entry.getId().getBytes(StandardCharsets.UTF_8),
                Wire.quarantine().encode(entry));
        producer.send(out, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /**
     * Waits until every entry is kept.
     *
     * @throws IOException if one is not; the job then goes back to its last checkpoint and meets the document again
     */
    void flush() throws IOException {
        producer.flush();
        Exception e = failure.get();
        if (e != null) {
            throw new IOException("a document that the index refused could not be put into the quarantine", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
