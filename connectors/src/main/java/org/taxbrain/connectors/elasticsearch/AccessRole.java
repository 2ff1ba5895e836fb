package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexNames;

/**
 * What a component may do in Elasticsearch. Whoever reads does so by the aliases, which hide what is deleted; only who keeps
 * the indices reaches the indices behind them.
 */
public enum AccessRole {
    /** IndexJob: writes documents, whole; can't read, delete or change an index. */
    JOBS_WRITER(
            List.of(),
            Indices.ALL,
            // one by one: Elasticsearch's own "index" changes mappings as well
            List.of("indices:data/write/bulk*", "indices:data/write/index*")),
    /** The pipelines application: makes and extends indices, and purges what was deleted; can't delete or close an index. */
    INDEX_KEEPER(
            List.of(),
            Indices.ALL,
            // the actions of IndexAdmin one by one: Elasticsearch's own "manage" deletes indices as well
            List.of(
                    "create_index",
                    "indices:admin/aliases",
                    "indices:admin/mapping/put",
                    "indices:admin/settings/update",
                    "read",
                    "delete",
                    "maintenance")),
    /** Downstream services: search files and reminders, personal data unmasked. */
    READER(
            List.of(),
            Stream.concat(IndexNames.FILES.stream(), Stream.of(IndexNames.REMINDER))
                    .toList(),
            List.of("read")),
    /** Dashboards: what holds no personal data, or masked data only. */
    DASHBOARDS(
            List.of(),
            List.of(
                    IndexNames.REMINDER,
                    IndexNames.FINDING,
                    IndexNames.QUARANTINE,
                    IndexNames.BOOKS,
                    IndexNames.FEED_HEALTH),
            List.of("read", "view_index_metadata")),
    /** Monitoring: health and sizes; no document. */
    MONITOR(List.of("monitor"), Indices.ALL, List.of("monitor"));

    private static final String PREFIX = "taxbrain-";

    private final List<String> cluster;
    private final List<String> names;
    private final List<String> privileges;

    AccessRole(List<String> cluster, List<String> names, List<String> privileges) {
        this.cluster = cluster;
        this.names = names;
        this.privileges = privileges;
    }

    /** The aliases and the indices behind them, those of datasets that will be added included. */
    private static final class Indices {
        private static final List<String> ALL = Stream.concat(
                        IndexNames.FILES.stream(),
                        Stream.of(
                                IndexNames.REMINDER,
                                IndexNames.FINDING,
                                IndexNames.QUARANTINE,
                                IndexNames.BOOKS,
                                IndexNames.FEED_HEALTH,
                                IndexNames.FACT_VERSION,
                                IndexNames.record("*")))
                .flatMap(alias -> Stream.of(alias, IndexDefinition.index(alias).replaceFirst("[0-9]+$", "*")))
                .toList();
    }

    /** The name that people write, as {@code jobs-writer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name in Elasticsearch, as {@code taxbrain-jobs-writer}; that of its keys as well. */
    public String roleName() {
        return PREFIX + label();
    }

    /** The role as Elasticsearch takes it. */
    ObjectNode descriptor() {
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        role.set("cluster", strings(cluster));
        ObjectNode indices = role.putArray("indices").addObject();
        indices.set("names", strings(names));
        indices.set("privileges", strings(privileges));
        return role;
    }

    private static ArrayNode strings(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /**
     * The role of this label.
     *
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public static AccessRole of(String label) {
        return Stream.of(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no role \"" + label + "\"; there are "
                        + Stream.of(values()).map(AccessRole::label).toList()));
    }
}
