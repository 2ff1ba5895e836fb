package org.taxbrain.jobs.file;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Slot;
import org.taxbrain.schemas.record.Topics;

/**
 * Reads the job's own results back, as far as the folds must know them: id and mark. A fold believes that the topic holds
 * what it wrote last. After a restore from another than the newest checkpoint that is wrong for all that the rolled-back
 * execution committed since; as this source restarts where it stood at that checkpoint, it meets just those records. What
 * has not come back is {@link Unproven}.
 */
final class Echoes implements KafkaRecordDeserializationSchema<Message> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NO_MARK = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Message> out) {
        String id = new String(record.key(), StandardCharsets.UTF_8);
        Header mark = record.headers().lastHeader(Topics.META_HEADER);
        boolean reminder = record.topic().equals(Topics.REMINDER);
        String index = reminder ? Topics.REMINDER : record.topic().substring(Topics.FILE_PREFIX.length());
        out.collect(new Message(
                reminder ? subject(id) : id, Slot.echo(index, id), mark == null ? NO_MARK : mark.value(), false));
    }

    /** The subject of a reminder's id, {@code rule|subject|what}. */
    private static String subject(String reminder) {
        int start = reminder.indexOf('|') + 1;
        return reminder.substring(start, reminder.indexOf('|', start));
    }

    @Override
    public TypeInformation<Message> getProducedType() {
        return MessageType.INFO;
    }
}
