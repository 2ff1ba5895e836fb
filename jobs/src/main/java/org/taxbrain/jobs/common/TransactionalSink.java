package org.taxbrain.jobs.common;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.taxbrain.connectors.kafka.Findings;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.metrics.Metric;

/** Flink's Kafka sink, but that no transaction is lost in silence: see {@link WatchedCommitter}. Its state is that of Flink's. */
public final class TransactionalSink
        implements TwoPhaseCommittingStatefulSink<OutRecord, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {
    private static final long serialVersionUID = 1L;
    private final KafkaSink<OutRecord> sink;
    private final KafkaConnection kafka;
    private final String job;
    private final LostTransactions lostTransactions;

    TransactionalSink(KafkaSink<OutRecord> sink, KafkaConnection kafka, String job, LostTransactions lostTransactions) {
        this.sink = sink;
        this.kafka = kafka;
        this.job = job;
        this.lostTransactions = lostTransactions;
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
        return new WatchedCommitter(
                sink.createCommitter(context),
                job,
                lostTransactions,
                new TransactionFates(kafka),
                new Findings(kafka),
                JobMetrics.counter(context.metricGroup(), Metric.JOB_LOST_TRANSACTIONS));
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
