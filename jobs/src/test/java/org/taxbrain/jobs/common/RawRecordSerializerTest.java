package org.taxbrain.jobs.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RawRecordSerializerTest {
    private final TypeSerializer<RawRecord> serializer =
            TypeInformation.of(RawRecord.class).createSerializer(new SerializerConfigImpl());

    private final List<RawRecord> records = List.of(
            record("landed.a", 0, 1, "k", "v", false),
            record("landed.a", 1, Long.MAX_VALUE, "", "", false),
            record("landed.登记", 2, 3, "键", "值", false),
            record("landed.a", 3, 4, "k", null, true),
            record("landed.a", 4, 5, "k", "meta", true));

    @Test
    void shouldReadRecordsOfChangingTopicsAsTheyWereWritten() throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        for (RawRecord record : records) {
            serializer.serialize(record, written);
        }

        DataInputDeserializer read = new DataInputDeserializer(written.getCopyOfBuffer());
        for (RawRecord record : records) {
            assertThat(serializer.deserialize(read)).usingRecursiveComparison().isEqualTo(record);
        }
        assertThat(read.available()).isZero();
    }

    @Test
    void shouldCopySerializedRecords() throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        for (RawRecord record : records) {
            serializer.serialize(record, written);
        }
        DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
        for (int i = 0; i < records.size(); i++) {
            serializer.copy(source, copied);
        }

        assertThat(copied.getCopyOfBuffer()).isEqualTo(written.getCopyOfBuffer());
    }

    @Test
    void shouldCopyRecordsSoThatNothingIsShared() {
        RawRecord original = records.get(0);

        RawRecord copy = serializer.copy(original);

        assertThat(copy).usingRecursiveComparison().isEqualTo(original);
        assertThat(copy.key).isNotSameAs(original.key);
        assertThat(copy.value).isNotSameAs(original.value);
    }

    @Test
    void shouldShareNothingWithItsDuplicate() {
        assertThat(serializer.duplicate()).isEqualTo(serializer).isNotSameAs(serializer);
    }

    private static RawRecord record(
            String topic, int partition, long offset, String key, String value, boolean tombstone) {
        RawRecord record = new RawRecord();
        record.topic = topic;
        record.partition = partition;
        record.offset = offset;
        record.key = key.getBytes(StandardCharsets.UTF_8);
        record.value = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        record.tombstone = tombstone;
        return record;
    }
}
