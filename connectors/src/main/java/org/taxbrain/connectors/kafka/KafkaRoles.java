package org.taxbrain.connectors.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** Makes the rules that a broker keeps those of {@link KafkaRole}. */
public final class KafkaRoles implements AutoCloseable {
    private final KafkaConnection kafka;
    private final Admin admin;

    /**
     * What was changed.
     *
     * @param added rules that were missing
     * @param removed rules of one of the roles that are none any more
     */
    public record Changes(int added, int removed) {}

    /** @param kafka as a super user */
    public KafkaRoles(KafkaConnection kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(kafka.with(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000)));
    }

    /**
     * Writes what is missing and removes what a role may do no more; rules of others stay.
     *
     * @throws KafkaException if Kafka can't be reached or refuses
     */
    public Changes apply() {
        int added = 0;
        int removed = 0;
        for (KafkaRole role : KafkaRole.values()) {
            Set<AclBinding> wanted = new HashSet<>(role.bindings());
            Set<AclBinding> standing =
                    new HashSet<>(answer(admin.describeAcls(of(role)).values()));
            Set<AclBinding> missing = new HashSet<>(wanted);
            missing.removeAll(standing);
            answer(admin.createAcls(missing).all());
            standing.removeAll(wanted);
            delete(standing);
            added += missing.size();
            removed += standing.size();
        }
        return new Changes(added, removed);
    }

    private void delete(Collection<AclBinding> bindings) {
        List<AclBindingFilter> filters =
                bindings.stream().map(AclBinding::toFilter).toList();
        answer(admin.deleteAcls(filters).all());
    }

    private static AclBindingFilter of(KafkaRole role) {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(role.principal(), null, AclOperation.ANY, AclPermissionType.ANY));
    }

    private <T> T answer(KafkaFuture<T> future) {
        return Answers.of(future, "the access rules of Kafka at " + kafka + " can't be written");
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
