package org.taxbrain.jobs.common;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.TopicAdmin;
import org.taxbrain.schemas.record.Topics;

/** The Kafka sources and sinks of the jobs. */
public final class KafkaEnds {
    private KafkaEnds() {}

    /**
     * Every topic that a pattern names, also those that are made later, from the beginning; only what was committed.
     *
     * @param group consumer group, for the lag that operators see; positions come from checkpoints
     */
    public static KafkaSource<RawRecord> source(KafkaConnection kafka, String group, Pattern topics) {
        return source(kafka, group, topics, new RawRecordDeserializer());
    }

    /** As the first, for a job that nobody waits for: records come in larger fetches, by half a second later. */
    public static KafkaSource<RawRecord> patientSource(KafkaConnection kafka, String group, Pattern topics) {
        return base(kafka, group, new RawRecordDeserializer())
                .setTopicPattern(topics)
                .setProperty("fetch.min.bytes", Integer.toString(1024 * 1024))
                .setProperty("fetch.max.wait.ms", "500")
                .build();
    }

    /** As the first, reading of each record what the job needs. */
    public static <T> KafkaSource<T> source(
            KafkaConnection kafka, String group, Pattern topics, KafkaRecordDeserializationSchema<T> deserializer) {
        return base(kafka, group, deserializer).setTopicPattern(topics).build();
    }

    /** Given topics, from the beginning; only what was committed. */
    public static KafkaSource<RawRecord> source(KafkaConnection kafka, String group, List<String> topics) {
        return base(kafka, group, new RawRecordDeserializer()).setTopics(topics).build();
    }

    /** The topics that a subscriber chooses, asked again every second, from the beginning; only what was committed. */
    public static KafkaSource<RawRecord> source(KafkaConnection kafka, String group, KafkaSubscriber topics) {
        return base(kafka, group, new RawRecordDeserializer())
                .setKafkaSubscriber(topics)
                .build();
    }

    private static <T> KafkaSourceBuilder<T> base(
            KafkaConnection kafka, String group, KafkaRecordDeserializationSchema<T> deserializer) {
        return KafkaSource.<T>builder()
                .setProperties(kafka.properties())
                .setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(deserializer)
                .setProperty("partition.discovery.interval.ms", "1000")
                // fetches are worked off partition by partition: a large file must not hold up the rest
                .setProperty("max.partition.fetch.bytes", Integer.toString(128 * 1024))
                .setProperty("isolation.level", "read_committed");
    }

    /**
     * Exactly once: what a checkpoint covers becomes visible together.
     *
     * @param job name of the job, and prefix of its transactions; two jobs must not share one
     * @param timeout how long a transaction may stay open: longer than the longest outage
     * @param lostTransactions what becomes of the records if it is not
     */
    public static TransactionalSink transactionalSink(
            KafkaConnection kafka, String job, Duration timeout, LostTransactions lostTransactions) {
        return transactionalSink(kafka, job, job, timeout, lostTransactions);
    }

    /**
     * As above, for a job with more than one such sink.
     *
     * @param prefix of the sink's transactions; no two sinks must share one
     */
    public static TransactionalSink transactionalSink(
            KafkaConnection kafka, String job, String prefix, Duration timeout, LostTransactions lostTransactions) {
        KafkaSink<OutRecord> sink = KafkaSink.<OutRecord>builder()
                .setKafkaProducerConfig(kafka.properties())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(prefix)
                .setProperty("transaction.timeout.ms", Long.toString(timeout.toMillis()))
                // see LandingWriter: a starting leader may take a producer's batches out of order
                .setProperty("max.in.flight.requests.per.connection", "1")
                // a record is visible with its transaction, which sends whatever waits: meanwhile requests fill up
                .setProperty("linger.ms", "200")
                .setProperty("batch.size", Integer.toString(256 * 1024))
                .setProperty("compression.type", "lz4")
                .setProperty("max.request.size", Integer.toString(TopicAdmin.MAX_MESSAGE_BYTES))
                .setRecordSerializer((record, context, timestamp) -> toProducerRecord(record))
                .build();
        return new TransactionalSink(sink, kafka, job, lostTransactions);
    }

    private static ProducerRecord<byte[], byte[]> toProducerRecord(OutRecord record) {
        RecordHeaders headers = new RecordHeaders();
        if (record.meta != null) {
            headers.add(Topics.META_HEADER, record.meta);
        }
        return new ProducerRecord<>(record.topic, null, null, record.key, record.value, headers);
    }
}
