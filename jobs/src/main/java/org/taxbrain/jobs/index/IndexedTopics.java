package org.taxbrain.jobs.index;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Topics;

/**
 * What IndexJob reads: the results, and the clean rows of those datasets alone whose rows are documents. Asked again every
 * second, so that datasets declared later join; a city's bills are not read only to be thrown away.
 */
final class IndexedTopics implements KafkaSubscriber {
    private static final long serialVersionUID = 1L;
    private static final Pattern RESULTS =
            Pattern.compile("file\\..+|reminder|finding|quarantine|history|books|feed-health");
    private static final TopicPartition CATALOGUE = new TopicPartition(Topics.CATALOGUE, 0);

    private final KafkaConnection kafka;
    private transient Set<String> records;
    /** End of the catalogue when it was read last: it is read again only when it has grown. */
    private transient long catalogueEnd;

    IndexedTopics(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    @Override
    public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
        try {
            Set<String> topics = admin.listTopics().names().get();
            if (topics.contains(Topics.CATALOGUE)) {
                readCatalogue(admin);
            }
            Set<String> wanted = topics.stream().filter(this::isWanted).collect(Collectors.toSet());
            Set<TopicPartition> partitions = new HashSet<>();
            for (TopicDescription topic :
                    admin.describeTopics(wanted).allTopicNames().get().values()) {
                topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
            }
            return partitions;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics at " + kafka + " can't be listed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listing topics", e);
        }
    }

    private boolean isWanted(String topic) {
        return RESULTS.matcher(topic).matches() || records != null && records.contains(topic);
    }

    private void readCatalogue(AdminClient admin) throws ExecutionException, InterruptedException {
        long end = admin.listOffsets(Map.of(CATALOGUE, OffsetSpec.latest()))
                .partitionResult(CATALOGUE)
                .get()
                .offset();
        if (records != null && end == catalogueEnd) {
            return;
        }
        records = recordTopics();
        catalogueEnd = end;
    }

    private Set<String> recordTopics() {
        // a thread of the cluster asks, which knows the cluster's classes alone; Kafka's client looks there for its own
        Thread thread = Thread.currentThread();
        ClassLoader cluster = thread.getContextClassLoader();
        thread.setContextClassLoader(IndexedTopics.class.getClassLoader());
        try (CatalogueReader catalogue = new CatalogueReader(kafka)) {
            return catalogue.datasets().stream()
                    .filter(d -> d.descriptor().records())
                    .map(Dataset::id)
                    .map(Topics::clean)
                    .collect(Collectors.toSet());
        } finally {
            thread.setContextClassLoader(cluster);
        }
    }
}
