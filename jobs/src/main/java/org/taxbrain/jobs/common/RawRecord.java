package org.taxbrain.jobs.common;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/** A Kafka record as bytes, so that the shuffle carries bytes and each operator decodes once. On its way only, never in state. */
@TypeInfo(RawRecordType.Factory.class)
public class RawRecord {
    public String topic;
    public int partition;
    public long offset;
    /** Never null. */
    public byte[] key;
    /** Null for a tombstone without {@code meta} header. */
    public byte[] value;
    /** Whether the record is a tombstone; {@link #value} then holds the header {@code meta}, if there was one. */
    public boolean tombstone;
}
