package org.taxbrain.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Evolution;
import org.taxbrain.schemas.catalogue.Fault;
import org.taxbrain.schemas.record.CatalogueEntry;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Makes declared datasets known to the whole system: check, then topics, then the descriptors; rows may come after that. */
public final class CataloguePublisher implements AutoCloseable {
    private static final int BROKER_DEFAULT = -1;

    private final KafkaConnection kafka;
    private final int replication;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Wire<CatalogueEntry> wire = Wire.catalogue();

    public CataloguePublisher(KafkaConnection kafka) {
        this(kafka, BROKER_DEFAULT, Topics.PARTITIONS);
    }

    /**
     * @param config where Kafka is, and how many partitions a topic that has to be made gets
     * @throws ConfigurationException if that is less than 1
     */
    public CataloguePublisher(KafkaConfig config) {
        this(KafkaConnection.of(config), BROKER_DEFAULT, partitions(config));
    }

    private CataloguePublisher(KafkaConnection kafka, int replication, int partitions) {
        this.kafka = kafka;
        this.replication = replication;
        this.partitions = partitions;
        this.producer = new KafkaProducer<>(kafka.with(Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.MAX_MESSAGE_BYTES)));
    }

    private static int partitions(KafkaConfig config) {
        if (config.partitions() < 1) {
            throw new ConfigurationException(
                    "taxbrain.kafka.partitions is " + config.partitions() + ": set it to 1 or more");
        }
        return config.partitions();
    }

    /**
     * Publishes datasets; those published before in the same form are published again, which changes nothing.
     *
     * @throws CatalogueException if one of them has {@linkplain #refusals a refusal}: nothing is published then
     * @throws KafkaException if Kafka can't be reached or refuses
     * @throws ConfigurationException if topics exist with another number of partitions
     */
    public void publish(Collection<Dataset> datasets) {
        try (TopicAdmin topics = new TopicAdmin(kafka, replication, partitions)) {
            topics.createCommon();
            List<String> refused =
                    refused(datasets).values().stream().map(Refusal::reason).toList();
            if (!refused.isEmpty()) {
                throw new CatalogueException("topic " + Topics.CATALOGUE, refused);
            }
            topics.createFor(datasets);
        }
        send(datasets);
    }

    /**
     * A declaration that can't follow the published one of its dataset.
     *
     * @param published what stays in force
     * @param reason why, for each thing that is wrong, and what to do
     */
    public record Refusal(Dataset published, String reason) {}

    /**
     * Which datasets can't be published: those published before in another form with the same or a higher revision, or in a form
     * that theirs can't follow ({@link Evolution}). Nothing is changed by asking.
     *
     * @return by id of the dataset, in its order; what is not in it may be published
     * @throws CatalogueException if the published ones can't be read within the patience
     * @throws KafkaException if Kafka can't be reached or refuses
     */
    public Map<String, Refusal> refusals(Collection<Dataset> datasets) {
        try (TopicAdmin topics = new TopicAdmin(kafka, replication, partitions)) {
            topics.createCommon();
        }
        return refused(datasets);
    }

    private Map<String, Refusal> refused(Collection<Dataset> datasets) {
        Map<String, Refusal> refusals = new TreeMap<>();
        try (CatalogueReader reader = new CatalogueReader(kafka)) {
            Map<String, CatalogueEntry> newest = reader.newest();
            for (Dataset dataset : datasets) {
                CatalogueEntry before = newest.get(dataset.id());
                if (before != null && !before.getHash().equals(dataset.hash())) {
                    Dataset published = reader.parse(before);
                    String reason = reason(published, dataset);
                    if (!reason.isEmpty()) {
                        refusals.put(dataset.id(), new Refusal(published, "dataset " + dataset.id() + " " + reason));
                    }
                }
            }
        }
        return refusals;
    }

    private static String reason(Dataset published, Dataset next) {
        int before = published.descriptor().revision();
        int revision = next.descriptor().revision();
        if (revision <= before) {
            return "differs from the one published as revision " + before + " but says revision " + revision
                    + "; set revision to " + (before + 1);
        }
        List<Fault> faults = Evolution.faults(published, next);
        return faults.isEmpty()
                ? ""
                : "can't follow the one published as revision " + before + ": "
                        + faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
    }

    private void send(Collection<Dataset> datasets) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Dataset dataset : datasets) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.CATALOGUE,
                        dataset.hash().getBytes(StandardCharsets.UTF_8),
                        wire.encode(entry(dataset)))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "descriptors can't be published at " + kafka + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static CatalogueEntry entry(Dataset dataset) {
        return CatalogueEntry.newBuilder()
                .setHash(dataset.hash())
                .setDataset(dataset.id())
                .setRevision(dataset.descriptor().revision())
                .setDescriptor(dataset.descriptorText())
                .setIdl(dataset.idlText())
                .build();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
