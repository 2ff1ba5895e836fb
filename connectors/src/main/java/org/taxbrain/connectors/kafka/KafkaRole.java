package org.taxbrain.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.taxbrain.schemas.record.Topics;

/**
 * Who may do what in Kafka: no more than the components do. A role is the common name of a certificate; what is not named here
 * nobody may do but the broker's super users, among them {@code admin}, who writes these rules ({@link KafkaRoles}).
 */
public enum KafkaRole {
    /**
     * The pipelines application: makes all topics and lands rows; of what becomes of them it sees how far the jobs have come, and
     * what they found amiss.
     */
    PIPELINES(
            topic(Topics.CATALOGUE, AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE),
            // to say which keys stand, for a source that can't tell any more which rows it deleted
            topics(Topics.LANDED_PREFIX, AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.DELIVERY, AclOperation.CREATE, AclOperation.WRITE),
            topics(Topics.CLEAN_PREFIX, AclOperation.CREATE, AclOperation.DESCRIBE),
            topics(Topics.FILE_PREFIX, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.OUTCOME, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.HISTORY, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.QUARANTINE, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.DISCARDED, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.REMINDER, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.FINDING, AclOperation.CREATE, AclOperation.READ),
            topic(Topics.BOOKS, AclOperation.CREATE, AclOperation.DESCRIBE),
            topic(Topics.FEED_HEALTH, AclOperation.CREATE, AclOperation.DESCRIBE),
            new Rule(ResourceType.GROUP, PatternType.LITERAL, Rule.ANY, List.of(AclOperation.DESCRIBE))),

    /** The Flink jobs: read what landed, and read and write all that becomes of it. Their groups and transactions bear their names. */
    JOBS(
            topic(Topics.CATALOGUE, AclOperation.READ),
            topics(Topics.LANDED_PREFIX, AclOperation.READ),
            topic(Topics.DELIVERY, AclOperation.READ),
            topics(Topics.CLEAN_PREFIX, AclOperation.READ, AclOperation.WRITE),
            topics(Topics.FILE_PREFIX, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.OUTCOME, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.HISTORY, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.QUARANTINE, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.DISCARDED, AclOperation.READ),
            topic(Topics.REMINDER, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.FINDING, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.BOOKS, AclOperation.READ, AclOperation.WRITE),
            topic(Topics.FEED_HEALTH, AclOperation.READ, AclOperation.WRITE),
            group("clean"),
            group("file"),
            group("file-echoes"),
            group("books"),
            group("books-advice"),
            group("index"),
            transactions("clean-"),
            transactions("file-"),
            transactions("books-")),

    /** Whoever measures how far readers are behind: names of topics and groups, and positions; no content. */
    METRICS(
            new Rule(ResourceType.TOPIC, PatternType.LITERAL, Rule.ANY, List.of(AclOperation.DESCRIBE)),
            new Rule(ResourceType.GROUP, PatternType.LITERAL, Rule.ANY, List.of(AclOperation.DESCRIBE)));

    private static final String ANY_HOST = "*";

    private final List<Rule> rules;

    KafkaRole(Rule... rules) {
        this.rules = List.of(rules);
    }

    private record Rule(ResourceType type, PatternType pattern, String name, List<AclOperation> operations) {
        private static final String ANY = ResourcePattern.WILDCARD_RESOURCE;

        private Stream<AclBinding> bindings(String principal) {
            ResourcePattern resource = new ResourcePattern(type, name, pattern);
            return operations.stream()
                    .map(operation -> new AclBinding(
                            resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
        }
    }

    /** As Kafka names it: {@code User:}, and the common name of its certificate. */
    public String principal() {
        return "User:" + commonName();
    }

    /** Of its certificate. */
    public String commonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Everything that it may do. */
    public List<AclBinding> bindings() {
        List<AclBinding> bindings = new ArrayList<>();
        rules.forEach(rule -> rule.bindings(principal()).forEach(bindings::add));
        return bindings;
    }

    private static Rule topic(String name, AclOperation... operations) {
        return new Rule(ResourceType.TOPIC, PatternType.LITERAL, name, List.of(operations));
    }

    private static Rule topics(String prefix, AclOperation... operations) {
        return new Rule(ResourceType.TOPIC, PatternType.PREFIXED, prefix, List.of(operations));
    }

    private static Rule group(String name) {
        return new Rule(ResourceType.GROUP, PatternType.LITERAL, name, List.of(AclOperation.READ));
    }

    private static Rule transactions(String prefix) {
        return new Rule(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, prefix, List.of(AclOperation.WRITE));
    }
}
