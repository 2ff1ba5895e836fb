package org.taxbrain.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CatalogueEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Publishes declarations to the topic {@code catalogue}. Their topics and index mappings must be there before. */
public final class CataloguePublisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Wire<CatalogueEntry> wire = Wire.catalogue();

    public CataloguePublisher(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Publishes; returns when Kafka holds them all.
     *
     * @throws LandingException if Kafka did not take one
     */
    public void publish(Collection<Dataset> datasets) {
        for (Dataset dataset : datasets) {
            CatalogueEntry entry = CatalogueEntry.newBuilder()
                    .setHash(dataset.hash())
                    .setDataset(dataset.id())
                    .setRevision(dataset.descriptor().revision())
                    .setDescriptor(dataset.descriptorText())
                    .setIdl(dataset.idlText())
                    .build();
            byte[] key = dataset.hash().getBytes(StandardCharsets.UTF_8);
            try {
                producer.send(new ProducerRecord<>(Topics.CATALOGUE, key, wire.encode(entry)))
                        .get();
            } catch (ExecutionException e) {
                throw new LandingException(
                        "the descriptor of " + dataset.id() + " could not be published: "
                                + e.getCause().getMessage(),
                        e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LandingException("interrupted while publishing " + dataset.id(), e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
