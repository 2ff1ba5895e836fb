package org.taxbrain.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.taxbrain.connectors.kafka.KafkaRole;
import org.taxbrain.jobs.advice.Advice;
import org.taxbrain.jobs.books.BooksJob;
import org.taxbrain.jobs.clean.CleanJob;
import org.taxbrain.jobs.file.FileJob;
import org.taxbrain.jobs.index.IndexJob;

/** The rules for the jobs stand where the jobs are not known: they must name them all the same. */
class KafkaRoleTest {

    @Test
    void shouldLetEachJobReadInItsGroups() {
        assertThat(names(ResourceType.GROUP, PatternType.LITERAL, AclOperation.READ))
                .containsExactlyInAnyOrder(
                        CleanJob.NAME,
                        FileJob.NAME,
                        FileJob.NAME + "-echoes",
                        BooksJob.NAME,
                        Advice.GROUP,
                        IndexJob.NAME);
    }

    @Test
    void shouldLetEachJobThatWritesResultsWriteInItsTransactions() {
        // Flink's sink puts a hyphen, the subtask and the checkpoint behind the name
        assertThat(names(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, AclOperation.WRITE))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(CleanJob.NAME + "-", FileJob.NAME + "-", BooksJob.NAME + "-"));
    }

    private static Set<String> names(ResourceType type, PatternType pattern, AclOperation operation) {
        return KafkaRole.JOBS.bindings().stream()
                .filter(b -> b.pattern().resourceType() == type
                        && b.pattern().patternType() == pattern
                        && b.entry().operation() == operation)
                .map(b -> b.pattern().name())
                .collect(Collectors.toSet());
    }
}
