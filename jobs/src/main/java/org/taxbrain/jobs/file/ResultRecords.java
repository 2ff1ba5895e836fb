package org.taxbrain.jobs.file;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Result;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** Puts results into the envelope and topic that they are written to. */
final class ResultRecords {
    static final TypeInformation<OutRecord> TYPE = Types.POJO(OutRecord.class);
    private final Wire<ResultRecord> wire = Wire.result();
    private final String ruleRevision;

    ResultRecords(String ruleRevision) {
        this.ruleRevision = ruleRevision;
    }

    /** @param mark of the writing, for {@link Unproven} */
    OutRecord of(Result result, byte[] mark) {
        String topic = result.index().equals(Topics.REMINDER) ? Topics.REMINDER : Topics.file(result.index());
        if (result.body() == null) {
            return OutRecord.tombstone(topic, result.id(), mark);
        }
        ResultRecord record = new ResultRecord(result.index(), result.id(), ruleRevision, result.body());
        OutRecord out = OutRecord.of(topic, result.id(), wire.encode(record));
        out.meta = mark;
        return out;
    }
}
