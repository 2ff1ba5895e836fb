package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Topics;

/** Makes the topics of docs/contracts.md that are missing; those that exist are left as operators set them. */
public final class TopicAdmin implements AutoCloseable {
    /** Must exceed the age of the oldest checkpoint that may be restored. */
    private static final Duration TOMBSTONES = Duration.ofDays(7);

    private static final Map<String, String> FOREVER = Map.of("cleanup.policy", "delete", "retention.ms", "-1");
    private static final Map<String, String> COMPACTED =
            Map.of("cleanup.policy", "compact", "delete.retention.ms", Long.toString(TOMBSTONES.toMillis()));
    private static final List<String> FILE_KINDS = List.of("taxpayer", "property-unit", "enforcement-case");
    private final Admin admin;
    private final short replication;

    /** @param replication copies of each topic; -1: the broker's default */
    public TopicAdmin(String bootstrapServers, int replication) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.replication = (short) replication;
    }

    /** The topics that do not belong to one dataset. */
    public void createCommon() {
        create(Topics.CATALOGUE, 1, COMPACTED);
        create(Topics.OUTCOME, Topics.PARTITIONS, FOREVER);
        create(Topics.QUARANTINE, Topics.PARTITIONS, COMPACTED);
        create(Topics.REMINDER, Topics.PARTITIONS, COMPACTED);
        FILE_KINDS.forEach(kind -> create(Topics.file(kind), Topics.PARTITIONS, COMPACTED));
    }

    /** The topics of datasets. */
    public void createFor(Collection<Dataset> datasets) {
        for (Dataset dataset : datasets) {
            create(Topics.landed(dataset.id()), Topics.PARTITIONS, FOREVER);
            create(Topics.clean(dataset.id()), Topics.PARTITIONS, COMPACTED);
        }
    }

    private void create(String name, int partitions, Map<String, String> config) {
        try {
            admin.createTopics(Set.of(new NewTopic(name, partitions, replication).configs(config)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "the topic " + name + " can't be made: " + e.getCause().getMessage(), e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making the topic " + name, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
