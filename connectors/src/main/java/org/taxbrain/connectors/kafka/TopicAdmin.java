package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Topics;

/** Makes the topics as docs/contracts.md lists them; those that exist are left as operators set them. */
public final class TopicAdmin implements AutoCloseable {
    /** Largest message of any topic. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
    /** Largest encoded row that lands; the rest of a message is for its key and framing. */
    static final int MAX_ROW_BYTES = MAX_MESSAGE_BYTES - 512 * 1024;

    /** Exceeds the age of the oldest checkpoint that may be restored. */
    private static final Duration TOMBSTONES = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final List<String> FILE_KINDS = List.of("taxpayer", "property-unit", "enforcement-case");

    private final Admin admin;
    private final KafkaConnection kafka;
    private final short replication;
    private final int partitions;

    /** @param replication copies of each topic; -1: the broker's default */
    public TopicAdmin(KafkaConnection kafka, int replication) {
        this(kafka, replication, Topics.PARTITIONS);
    }

    /**
     * @param replication copies of each topic; -1: the broker's default
     * @param partitions of each topic but {@link Topics#CATALOGUE}
     */
    public TopicAdmin(KafkaConnection kafka, int replication, int partitions) {
        this.kafka = kafka;
        this.replication = (short) replication;
        this.partitions = partitions;
        this.admin = Admin.create(kafka.with(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000)));
    }

    /**
     * Makes the topics that do not belong to one dataset, where they don't exist.
     *
     * @throws KafkaException if Kafka can't be reached or refuses
     * @throws ConfigurationException if a topic exists with another number of partitions
     */
    public void createCommon() {
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        add(wanted, Topics.CATALOGUE, 1, compacted());
        add(wanted, Topics.OUTCOME, partitions, kept());
        add(wanted, Topics.HISTORY, partitions, kept());
        add(wanted, Topics.QUARANTINE, partitions, compacted());
        add(wanted, Topics.DISCARDED, partitions, compacted());
        add(wanted, Topics.REMINDER, partitions, compacted());
        add(wanted, Topics.FINDING, partitions, compacted());
        add(wanted, Topics.DELIVERY, partitions, compacted());
        add(wanted, Topics.BOOKS, partitions, compacted());
        add(wanted, Topics.FEED_HEALTH, partitions, compacted());
        FILE_KINDS.forEach(kind -> add(wanted, Topics.file(kind), partitions, compacted()));
        create(wanted);
    }

    /**
     * Makes the topics of datasets, where they don't exist.
     *
     * @throws KafkaException as for {@link #createCommon}
     * @throws ConfigurationException as for {@link #createCommon}
     */
    public void createFor(Collection<Dataset> datasets) {
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        for (Dataset dataset : datasets) {
            add(wanted, Topics.landed(dataset.id()), partitions, kept());
            add(wanted, Topics.clean(dataset.id()), partitions, compacted());
        }
        create(wanted);
    }

    private void create(Map<String, NewTopic> wanted) {
        Map<String, TopicDescription> existing = existing(wanted.keySet());
        checkPartitions(wanted, existing);
        wanted.keySet().removeAll(existing.keySet());
        createMissing(wanted);
    }

    private void add(Map<String, NewTopic> wanted, String name, int partitions, Map<String, String> configs) {
        wanted.put(name, new NewTopic(name, Optional.of(partitions), Optional.of(replication)).configs(configs));
    }

    private static Map<String, String> compacted() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONES.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
    }

    private static Map<String, String> kept() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(MAX_MESSAGE_BYTES));
    }

    private Map<String, TopicDescription> existing(Collection<String> names) {
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
            try {
                found.put(name, future.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed("topic " + name + " can't be looked up", e.getCause());
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
        return found;
    }

    private static void checkPartitions(Map<String, NewTopic> wanted, Map<String, TopicDescription> existing) {
        List<String> faults = new ArrayList<>();
        existing.forEach((name, topic) -> {
            int partitions = topic.partitions().size();
            int needed = wanted.get(name).numPartitions();
            if (partitions != needed) {
                faults.add(name + " has " + partitions + ", needed are " + needed);
            }
        });
        if (!faults.isEmpty()) {
            throw new ConfigurationException(
                    "topics exist with another number of partitions, so that keys would stand elsewhere: "
                            + String.join("; ", faults)
                            + ". Set taxbrain.kafka.partitions to what they have, or begin with empty topics"
                            + " (another data folder, or another taxbrain.kafka.bootstrap-servers)");
        }
    }

    private void createMissing(Map<String, NewTopic> missing) {
        admin.createTopics(missing.values()).values().forEach((name, future) -> {
            try {
                future.get();
                LOG.info("made topic {}", name);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failed("topic " + name + " can't be made", e.getCause());
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
    }

    private KafkaException failed(String what, Throwable cause) {
        return new KafkaException(what + " at " + kafka + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
