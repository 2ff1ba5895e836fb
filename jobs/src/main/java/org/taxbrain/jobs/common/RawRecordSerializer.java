package org.taxbrain.jobs.common;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes Kafka records for the network. Of a POJO each field would be reached by reflection, and the topic, which is that of the
 * record before nearly always, written and read character by character.
 */
public final class RawRecordSerializer extends TypeSerializer<RawRecord> {
    private static final long serialVersionUID = 1L;
    /** In place of a value's length. */
    private static final int NO_VALUE = -1;

    private transient String writtenTopic;
    private transient byte[] writtenBytes;
    private transient String readTopic;
    private transient byte[] readBytes;

    @Override
    public void serialize(RawRecord record, DataOutputView target) throws IOException {
        if (!record.topic.equals(writtenTopic)) {
            writtenTopic = record.topic;
            writtenBytes = record.topic.getBytes(StandardCharsets.UTF_8);
        }
        target.writeInt(writtenBytes.length);
        target.write(writtenBytes);
        target.writeInt(record.partition);
        target.writeLong(record.offset);
        target.writeInt(record.key.length);
        target.write(record.key);
        target.writeBoolean(record.tombstone);
        target.writeInt(record.value == null ? NO_VALUE : record.value.length);
        if (record.value != null) {
            target.write(record.value);
        }
    }

    @Override
    public RawRecord deserialize(DataInputView source) throws IOException {
        return deserialize(new RawRecord(), source);
    }

    @Override
    public RawRecord deserialize(RawRecord reuse, DataInputView source) throws IOException {
        reuse.topic = topic(source);
        reuse.partition = source.readInt();
        reuse.offset = source.readLong();
        reuse.key = bytes(source.readInt(), source);
        reuse.tombstone = source.readBoolean();
        int length = source.readInt();
        reuse.value = length == NO_VALUE ? null : bytes(length, source);
        return reuse;
    }

    private String topic(DataInputView source) throws IOException {
        byte[] bytes = bytes(source.readInt(), source);
        if (!Arrays.equals(bytes, readBytes)) {
            readBytes = bytes;
            readTopic = new String(bytes, StandardCharsets.UTF_8);
        }
        return readTopic;
    }

    private static byte[] bytes(int length, DataInputView source) throws IOException {
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return bytes;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public RawRecord copy(RawRecord from) {
        return copy(from, new RawRecord());
    }

    @Override
    public RawRecord copy(RawRecord from, RawRecord reuse) {
        reuse.topic = from.topic;
        reuse.partition = from.partition;
        reuse.offset = from.offset;
        reuse.key = from.key.clone();
        reuse.value = from.value == null ? null : from.value.clone();
        reuse.tombstone = from.tombstone;
        return reuse;
    }

    @Override
    public RawRecord createInstance() {
        return new RawRecord();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return -1;
    }

    /** What it remembers belongs to one thread. */
    @Override
    public TypeSerializer<RawRecord> duplicate() {
        return new RawRecordSerializer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecordSerializer;
    }

    @Override
    public int hashCode() {
        return RawRecordSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Of a record that is never in state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {
        public Snapshot() {
            super(RawRecordSerializer::new);
        }
    }
}
