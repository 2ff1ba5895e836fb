package org.taxbrain.jobs.common;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.taxbrain.schemas.record.Topics;

/** Takes Kafka records as they are. */
final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NO_KEY = new byte[0];

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<RawRecord> out) {
        RawRecord record = new RawRecord();
        record.topic = in.topic();
        record.partition = in.partition();
        record.offset = in.offset();
        record.key = in.key() == null ? NO_KEY : in.key();
        record.value = in.value();
        if (in.value() == null) {
            record.tombstone = true;
            Header meta = in.headers().lastHeader(Topics.META_HEADER);
            record.value = meta == null ? null : meta.value();
        }
        out.collect(record);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}
