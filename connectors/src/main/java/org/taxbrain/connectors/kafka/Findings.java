package org.taxbrain.connectors.kafka;

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
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Writes findings past all transactions: a job that finds something amiss in its own results may be about to fail, and a command has none. */
public final class Findings {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Findings don't follow from a rule. */
    private static final String NO_RULES = "";

    private final KafkaConnection kafka;

    public Findings(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * Writes a finding, found now, and waits until it is kept.
     *
     * @throws IOException if the topic does not take it
     */
    public void write(Finding finding) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("kind", finding.kind());
        body.put("job", finding.job());
        body.put("what", finding.what());
        body.put("open", finding.isOpen());
        body.put("foundAt", Instant.now().toString());
        body.put("message", finding.message());
        ResultRecord record = new ResultRecord(Topics.FINDING, finding.id(), NO_RULES, JSON.writeValueAsString(body));
        Map<String, Object> config = kafka.with(Map.of(ProducerConfig.ACKS_CONFIG, "all"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.FINDING,
                            finding.id().getBytes(StandardCharsets.UTF_8),
                            Wire.result().encode(record)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the finding " + finding.id() + " was not taken by topic " + Topics.FINDING + " at " + kafka
                            + "; start the pipelines, which make the topic",
                    e.getCause());
        }
    }
}
