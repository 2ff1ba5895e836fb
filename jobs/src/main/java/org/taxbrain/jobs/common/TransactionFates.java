package org.taxbrain.jobs.common;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.taxbrain.connectors.kafka.KafkaConnection;

/**
 * Asks Kafka what became of a transaction whose commit failed. The failure itself does not tell: after each restart a commit
 * that was done before fails as fenced. The sink names each checkpoint's transaction anew, so the coordinator still knows it.
 */
final class TransactionFates {
    private final KafkaConnection kafka;

    /** What became of a transaction. */
    enum Fate {
        COMMITTED,
        /** It was dropped, or can't be told from one that was. */
        LOST,
        /** Kafka knows it no more, or its name was used again since. */
        FORGOTTEN,
        /** It is still open. */
        OPEN
    }

    TransactionFates(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    Fate of(KafkaCommittable transaction) throws IOException, InterruptedException {
        String id = transaction.getTransactionalId();
        Map<String, Object> config = kafka.with(Map.of());
        try (Admin admin = Admin.create(config)) {
            return fate(
                    admin.describeTransactions(List.of(id)).description(id).get(),
                    transaction.getProducerId(),
                    transaction.getEpoch());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Fate.FORGOTTEN;
            }
            throw new IOException(
                    "Kafka at " + kafka + " does not say what became of transaction " + id
                            + "; the job asks again when it restarts",
                    e.getCause());
        }
    }

    /** A commit raises the epoch by one (KIP-890) or, with an old broker, not at all; to fence or to use again raises it by more. */
    static Fate fate(TransactionDescription now, long producerId, short epoch) {
        boolean isSame =
                now.producerId() == producerId && now.producerEpoch() >= epoch && now.producerEpoch() <= epoch + 1;
        return switch (now.state()) {
            case COMPLETE_COMMIT, PREPARE_COMMIT -> isSame ? Fate.COMMITTED : Fate.FORGOTTEN;
            case ONGOING -> isSame ? Fate.OPEN : Fate.FORGOTTEN;
            case EMPTY, COMPLETE_ABORT, PREPARE_ABORT, PREPARE_EPOCH_FENCE, UNKNOWN -> Fate.LOST;
        };
    }
}
