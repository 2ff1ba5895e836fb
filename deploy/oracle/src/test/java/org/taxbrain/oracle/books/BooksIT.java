package org.taxbrain.oracle.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.RealServer;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** The books over a real Kafka, with transactions committed and aborted. */
class BooksIT {
    @TempDir
    static Path folder;

    private static RealServer kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = RealServer.kafka(folder.resolve("kafka"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.landed("resident"), 4, (short) 1),
                            new NewTopic(Topics.landed("taxpayer"), 4, (short) 1),
                            new NewTopic(Topics.OUTCOME, 4, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void booksBalanceOnlyWhenEveryPositionHasOneCommittedOutcome() throws Exception {
        land("resident", 0, 3);
        land("taxpayer", 2, 2);
        outcomes(
                true, outcome("resident", 0, 0, OutcomeKind.CLEAN), outcome("resident", 0, 1, OutcomeKind.QUARANTINED));
        outcomes(false, outcome("resident", 0, 2, OutcomeKind.CLEAN));

        Books missing = Books.audit(kafka.address(), Progress.NONE);

        assertThat(missing.isBalanced()).isFalse();
        assertThat(missing.samples())
                .contains("landed.resident-0 offset 2 has no outcome", "landed.taxpayer-2 offset 0 has no outcome");
        assertThat(missing.accounts())
                .containsExactly(
                        new Books.Account("resident", 3, 1, 1, 0, 0, 1, 0),
                        new Books.Account("taxpayer", 2, 0, 0, 0, 0, 2, 0));

        outcomes(
                true,
                outcome("resident", 0, 2, OutcomeKind.SUPERSEDED),
                outcome("taxpayer", 2, 0, OutcomeKind.CLEAN),
                outcome("taxpayer", 2, 1, OutcomeKind.DUPLICATE));

        Books whole = Books.audit(kafka.address(), Progress.NONE);

        assertThat(whole.samples()).isEmpty();
        assertThat(whole.isBalanced()).isTrue();
        assertThat(whole.accounts().get(0))
                .hasToString("resident: landed 3 = clean 1 + quarantined 1 + superseded 1 + duplicate 0");

        Outcome moved = outcome("resident", 0, 1, OutcomeKind.SUPERSEDED);
        moved.setMovedFrom(OutcomeKind.QUARANTINED);
        outcomes(true, moved);

        assertThat(Books.audit(kafka.address(), Progress.NONE).accounts())
                .as("a row that left quarantine")
                .startsWith(new Books.Account("resident", 3, 1, 0, 2, 0, 0, 0))
                .allMatch(Books.Account::isBalanced);

        outcomes(true, outcome("taxpayer", 2, 1, OutcomeKind.CLEAN));

        Books doubled = Books.audit(kafka.address(), Progress.NONE);

        assertThat(doubled.isBalanced()).isFalse();
        assertThat(doubled.samples()).containsExactly("landed.taxpayer-2 offset 1 has a second outcome, CLEAN");
    }

    private static void land(String dataset, int partition, int rows) {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
            for (int i = 0; i < rows; i++) {
                producer.send(new ProducerRecord<>(Topics.landed(dataset), partition, "k", new byte[] {1}));
            }
        }
    }

    private static Outcome outcome(String dataset, int partition, long offset, OutcomeKind kind) {
        return Outcome.newBuilder()
                .setDataset(dataset)
                .setBatch("b")
                .setPartition(partition)
                .setOffset(offset)
                .setKind(kind)
                .build();
    }

    private static void outcomes(boolean commit, Outcome... outcomes) {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (Outcome outcome : outcomes) {
                String position =
                        Topics.landed(outcome.getDataset()) + '/' + outcome.getPartition() + '/' + outcome.getOffset();
                producer.send(new ProducerRecord<>(
                        Topics.OUTCOME, position, Wire.outcome().encode(outcome)));
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new java.util.HashMap<>(more);
        config.put("bootstrap.servers", kafka.address());
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
