package org.taxbrain.jobs.common;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * Writes what a job found amiss in its own results to the topic {@code finding}, past its transactions: the job may be about
 * to fail. The same finding, met again, replaces itself.
 */
final class Findings {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Findings don't follow from a rule. */
    private static final String NO_RULES = "";

    private final KafkaConnection kafka;

    Findings(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * Writes a finding and waits until it is kept.
     *
     * @param transaction what is lost: one transaction of the job
     * @param isOpen whether somebody has to do something
     * @param message what happened, what follows from it, what to do; no personal data
     */
    void lostTransaction(String job, String transaction, String run, boolean isOpen, String message)
            throws IOException, InterruptedException {
        String id = "lost-transaction|" + transaction + '|' + run;
        ObjectNode body = JSON.createObjectNode();
        body.put("kind", "lost-transaction");
        body.put("job", job);
        body.put("what", transaction);
        body.put("open", isOpen);
        body.put("foundAt", Instant.now().toString());
        body.put("message", message);
        ResultRecord record = new ResultRecord(Topics.FINDING, id, NO_RULES, JSON.writeValueAsString(body));
        Map<String, Object> config = kafka.with(Map.of(ProducerConfig.ACKS_CONFIG, "all"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.FINDING,
                            id.getBytes(StandardCharsets.UTF_8),
                            Wire.result().encode(record)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the finding about transaction " + transaction + " was not taken by topic " + Topics.FINDING
                            + " at " + kafka + "; start the pipelines, which make the topic",
                    e.getCause());
        }
    }
}
