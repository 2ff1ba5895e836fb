package org.taxbrain.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Lands rows in {@code landed.<dataset>}: {@link #land} any number of rows, then {@link #flush}; only when it returns may
 * the source be told that they are taken. While Kafka is down both wait and retry; after {@link #PATIENCE} they throw,
 * nothing is skipped, and the caller reads again from its last flushed position.
 *
 * <p>Not safe for threads: each feed has its own.
 */
public final class LandingWriter implements FileLanding, AutoCloseable {
    /** How long an outage of Kafka is waited for before a landing counts as failed and its feed is started anew. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(LandingWriter.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> configuration;
    private final Wire<LandedRecord> wire = Wire.landed();
    private final Wire<Delivery> deliveries = Wire.delivery();
    private final KafkaConnection kafka;
    private KafkaProducer<byte[], byte[]> producer;
    private Unflushed unflushed = new Unflushed();

    /** What was sent since the last flush; a failed producer's late answers must not count for its successor. */
    private static final class Unflushed {
        private long sent;
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicReference<Exception> failure = new AtomicReference<>();

        private void answered(Exception e) {
            if (e == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, e);
            }
        }
    }

    public LandingWriter(KafkaConnection kafka) {
        this(kafka, PATIENCE);
    }

    /** @param patience how long an outage of Kafka is waited for */
    public LandingWriter(KafkaConnection kafka, Duration patience) {
        this.kafka = kafka;
        int millis = Math.toIntExact(patience.toMillis());
        this.configuration = kafka.with(Map.ofEntries(
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(30_000, millis)),
                // a partition whose leader is just starting may refuse a new producer's first batch and take the second
                // as its
                // first; the first is then out of sequence for ever, and flush() waits for the whole patience
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                // a flush sends at once, so waiting for fuller batches would only delay single changes
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.MAX_MESSAGE_BYTES),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L),
                Map.entry(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000L)));
    }

    /**
     * Sends a row; it is landed when {@link #flush} has returned. A row too large for Kafka lands without its values and
     * with the defect {@code row-invalid}, so that it ends in quarantine instead of holding up all rows behind it.
     *
     * @throws LandingException if Kafka can't be reached for {@link #PATIENCE}
     */
    @Override
    public void land(LandedRecord row) {
        byte[] value = wire.encode(row);
        if (value.length > TopicAdmin.MAX_ROW_BYTES) {
            LOG.warn(
                    "{}: the row at {} has {} bytes, more than the {} that Kafka takes; it goes to quarantine",
                    row.getDataset(),
                    row.getPosition(),
                    value.length,
                    TopicAdmin.MAX_ROW_BYTES);
            value = wire.encode(withoutContent(row));
        }
        send(Topics.landed(row.getDataset()), row.getKey(), value);
    }

    @Override
    public void delivered(Delivery delivery) {
        send(Topics.DELIVERY, delivery.getDataset() + '|' + delivery.getBatch(), deliveries.encode(delivery));
    }

    private void send(String topic, String key, byte[] value) {
        Unflushed mine = unflushed;
        mine.sent++;
        try {
            producer()
                    .send(
                            new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value),
                            (metadata, e) -> mine.answered(e));
        } catch (KafkaException | IllegalStateException e) {
            throw failed(e);
        }
    }

    private static LandedRecord withoutContent(LandedRecord row) {
        return LandedRecord.newBuilder(row)
                .setValues(List.of())
                .setExtra(Map.of())
                .setDefect("row-invalid")
                .build();
    }

    /**
     * Waits until Kafka has every row that was sent.
     *
     * @throws LandingException if any row was not acknowledged; then all rows since the last flush must be landed again
     */
    @Override
    public void flush() {
        if (unflushed.sent == 0) {
            return;
        }
        try {
            producer().flush();
        } catch (KafkaException | IllegalStateException e) {
            throw failed(e);
        }
        Exception failure = unflushed.failure.get();
        if (failure != null || unflushed.acknowledged.get() != unflushed.sent) {
            throw failed(failure);
        }
        unflushed = new Unflushed();
    }

    /** Forgets what was sent since the last flush; for a feed that begins again after a fault of its own. */
    public void discard() {
        if (unflushed.sent > 0) {
            abandonProducer();
        }
    }

    private LandingException failed(Exception cause) {
        long lost = unflushed.sent - unflushed.acknowledged.get();
        boolean interrupted = cause instanceof InterruptException;
        abandonProducer();
        return new LandingException(
                interrupted
                        ? "landing was stopped with " + lost + " rows under way; they will be read again"
                        : lost + " rows were not taken by Kafka at " + kafka + " ("
                                + (cause == null ? "no answer" : cause.getMessage())
                                + "); they will be read again. Check that the broker runs and that its disk has room",
                cause);
    }

    /** A producer that lost a row may refuse all later ones (its sequence has a gap): the next landing gets a new one. */
    private void abandonProducer() {
        unflushed = new Unflushed();
        if (producer != null) {
            KafkaProducer<byte[], byte[]> old = producer;
            producer = null;
            boolean interrupted = Thread.interrupted();
            try {
                old.close(Duration.ZERO);
            } catch (KafkaException e) {
                LOG.warn("the failed producer did not close cleanly: {}", e.getMessage());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(configuration);
        }
        return producer;
    }

    /** Gives up what is not flushed. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(unflushed.sent == 0 ? CLOSE : Duration.ZERO);
            producer = null;
        }
    }
}
