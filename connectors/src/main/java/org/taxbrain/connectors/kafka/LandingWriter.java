package org.taxbrain.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.taxbrain.connectors.Landing;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Lands rows in Kafka: idempotent, acknowledged by all replicas, never skipping one. Keep one per feed: {@link #flush()}
 * answers for what this writer was given. Not safe for threads.
 */
public final class LandingWriter implements Landing, AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Wire<LandedRecord> wire = Wire.landed();
    private final List<Future<RecordMetadata>> unconfirmed = new ArrayList<>();

    /** A writer to the Kafka at these addresses. A broker that is down is waited for: {@link #flush()} returns when it is back. */
    public LandingWriter(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("compression.type", "lz4");
        config.put("linger.ms", "5");
        config.put("batch.size", Integer.toString(256 * 1024));
        config.put("max.block.ms", Integer.toString(Integer.MAX_VALUE));
        config.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void land(LandedRecord row) {
        byte[] key = row.getKey().getBytes(StandardCharsets.UTF_8);
        unconfirmed.add(producer.send(new ProducerRecord<>(Topics.landed(row.getDataset()), key, wire.encode(row))));
    }

    /** @throws LandingException if a row was not stored; none since the last flush counts as landed then */
    @Override
    public void flush() {
        producer.flush();
        try {
            for (Future<RecordMetadata> sent : unconfirmed) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new LandingException(
                    "Kafka did not store a landed row: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LandingException("interrupted while Kafka was storing landed rows", e);
        } finally {
            unconfirmed.clear();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
