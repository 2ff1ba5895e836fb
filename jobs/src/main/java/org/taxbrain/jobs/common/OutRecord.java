package org.taxbrain.jobs.common;

import java.nio.charset.StandardCharsets;

/** A record to be written, with the topic that it belongs to. A Flink POJO. */
public class OutRecord {
    public String topic;
    public byte[] key;
    /** Null: a tombstone. */
    public byte[] value;
    /** Goes into the header {@code meta}; null: no header. */
    public byte[] meta;

    /** A value. */
    public static OutRecord of(String topic, String key, byte[] value) {
        OutRecord record = new OutRecord();
        record.topic = topic;
        record.key = key.getBytes(StandardCharsets.UTF_8);
        record.value = value;
        return record;
    }

    /**
     * A tombstone.
     *
     * @param meta what readers need to know of the deletion, or null
     */
    public static OutRecord tombstone(String topic, String key, byte[] meta) {
        OutRecord record = of(topic, key, null);
        record.meta = meta;
        return record;
    }
}
