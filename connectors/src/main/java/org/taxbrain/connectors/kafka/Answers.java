package org.taxbrain.connectors.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what Kafka's admin client answers. */
final class Answers {
    private Answers() {}

    /**
     * The answer; the client's own time limit ends the waiting.
     *
     * @param failure what the caller can't do without it, for the message
     * @throws KafkaException if Kafka refuses or does not answer
     */
    static <T> T of(KafkaFuture<T> answer, String failure) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException(failure + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
