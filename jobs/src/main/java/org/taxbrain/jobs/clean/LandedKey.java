package org.taxbrain.jobs.clean;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.java.functions.KeySelector;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.record.Topics;

/** Keys a landed record by dataset and natural key, as Kafka has them, without a look at the value. */
final class LandedKey implements KeySelector<RawRecord, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getKey(RawRecord record) {
        return dataset(record)
                + '|'
                + (record.key.length == 0 ? position(record) : new String(record.key, StandardCharsets.UTF_8));
    }

    /** The dataset whose topic the record came from. */
    static String dataset(RawRecord record) {
        return record.topic.substring(Topics.LANDED_PREFIX.length());
    }

    /** Key of the record's outcome, and the position of a record that doesn't say its own. */
    static String position(RawRecord record) {
        return record.topic + '/' + record.partition + '/' + record.offset;
    }
}
