package org.taxbrain.jobs.common;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.kafka.Finding;
import org.taxbrain.connectors.kafka.Findings;
import org.taxbrain.jobs.common.TransactionFates.Fate;

/**
 * Kafka's committer logs that a transaction can't be committed, and goes on. This one asks what became of it: one that was
 * committed before is none the worse; one that is lost raises a finding and ends the execution, whose state believes that the
 * records were written. What the next execution does is up to {@link LostTransactions}.
 */
final class WatchedCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedCommitter.class);
    private static final String FINDING_KIND = "lost-transaction";
    private final Committer<KafkaCommittable> committer;
    private final String job;
    private final LostTransactions lostTransactions;
    private final TransactionFates fates;
    private final Findings findings;
    private final Counter lost;

    /** @param lost counts the transactions that were lost */
    WatchedCommitter(
            Committer<KafkaCommittable> committer,
            String job,
            LostTransactions lostTransactions,
            TransactionFates fates,
            Findings findings,
            Counter lost) {
        this.committer = committer;
        this.job = job;
        this.lostTransactions = lostTransactions;
        this.fates = fates;
        this.findings = findings;
        this.lost = lost;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        List<Watched> watched = requests.stream().map(Watched::new).toList();
        committer.commit(new ArrayList<>(watched));
        for (Watched request : watched) {
            if (request.failure != null) {
                lookInto(request);
            }
        }
    }

    private void lookInto(Watched request) throws IOException, InterruptedException {
        String transaction = request.getCommittable().getTransactionalId();
        Fate fate = fates.of(request.getCommittable());
        switch (fate) {
            case COMMITTED -> {
                LOG.info(
                        "Transaction {} was committed before the restart: nothing is lost, whatever KafkaCommitter says",
                        transaction);
                request.signalAlreadyCommitted();
            }
            case OPEN ->
                throw new IOException(
                        "Transaction " + transaction
                                + " is open, but Kafka did not take its commit; the job restarts and tries again",
                        request.failure);
            case FORGOTTEN, LOST -> lost(request, fate);
        }
    }

    private void lost(Watched request, Fate fate) throws IOException, InterruptedException {
        lost.inc();
        // a committable that comes out of a checkpoint has no producer; its records are then known to be unproven
        boolean isRestored = request.getCommittable().getProducer().isEmpty();
        boolean isRefused = isRestored && lostTransactions == LostTransactions.REFUSED && fate == Fate.LOST;
        boolean isOpen = !isRestored || lostTransactions == LostTransactions.REFUSED;
        KafkaCommittable committable = request.getCommittable();
        String message = "Transaction " + committable.getTransactionalId() + " of job " + job + what(fate)
                + (isRestored ? restored(fate) : " The job restarts.");
        String transaction = committable.getTransactionalId();
        findings.write(new Finding(
                FINDING_KIND + '|' + transaction + '|' + committable.getProducerId() + '.' + committable.getEpoch(),
                FINDING_KIND,
                job,
                transaction,
                isOpen,
                message));
        LOG.warn("{}", message);
        if (!isRestored) {
            throw new LostTransactionException(message);
        }
        if (isRefused) {
            throw new SuppressRestartsException(new LostTransactionException(message));
        }
        request.request.signalFailedWithKnownReason(request.failure);
    }

    private static String what(Fate fate) {
        return fate == Fate.LOST
                ? " was dropped by Kafka before it was committed: it was open for longer than taxbrain.job.transaction-timeout,"
                        + " or somebody fenced it."
                : " could not be committed, and Kafka no longer knows what became of it.";
    }

    private String restored(Fate fate) {
        if (lostTransactions == LostTransactions.WRITTEN_AGAIN) {
            return " The job writes its records again.";
        }
        return fate == Fate.LOST
                ? " The checkpoint relies on it and is refused: restore the job from the one before it (docs/operate.md, Cleaning)."
                : " The job goes on: compare the books, and restore it from an older checkpoint if outcomes are missing.";
    }

    @Override
    public void close() throws IOException {
        try {
            committer.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Kafka's committer can't be closed", e);
        }
    }

    /** A request that keeps to itself that it failed. */
    private static final class Watched implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;
        private Throwable failure;

        Watched(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            failure = reason;
        }

        /** Such as that Kafka has forgotten the transaction: it would fail for ever. */
        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            failure = reason;
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
