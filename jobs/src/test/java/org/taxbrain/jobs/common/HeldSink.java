package org.taxbrain.jobs.common;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** A sink whose commits can be held: the checkpoint is complete then, and its transactions are not committed. */
public final class HeldSink
        implements TwoPhaseCommittingStatefulSink<OutRecord, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger HELD = new AtomicInteger();
    private static volatile CountDownLatch gate = new CountDownLatch(0);
    private final TransactionalSink sink;

    public HeldSink(TransactionalSink sink) {
        this.sink = sink;
    }

    /** From now on commits wait. */
    public static void hold() {
        gate = new CountDownLatch(1);
    }

    /** Whether one waits. */
    public static boolean isHolding() {
        return HELD.get() > 0;
    }

    /** Lets all go on. */
    public static void release() {
        gate.countDown();
    }

    /** Makes Kafka drop every open transaction of a job, as it does when they time out; returns their names. */
    public static Set<String> dropOpenTransactions(String bootstrapServers, String job) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            Set<String> open = admin
                    .listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(job + "-"))
                    .collect(Collectors.toSet());
            admin.fenceProducers(open).all().get();
            return open;
        }
    }

    @Override
    public PrecommittingStatefulSinkWriter<OutRecord, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public PrecommittingStatefulSinkWriter<OutRecord, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        return sink.restoreWriter(context, state);
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        Committer<KafkaCommittable> committer = sink.createCommitter(context);
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
                    throws IOException, InterruptedException {
                HELD.incrementAndGet();
                try {
                    gate.await();
                } finally {
                    HELD.decrementAndGet();
                }
                committer.commit(requests);
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
        };
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        sink.addPostCommitTopology(committables);
    }
}
