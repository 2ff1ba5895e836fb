package org.taxbrain.jobs.file;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.kernel.Result;
import org.taxbrain.schemas.record.ResultWriter;
import org.taxbrain.schemas.record.Topics;

/** Puts results into the envelope and topic that they are written to. */
final class ResultRecords {
    static final TypeInformation<OutRecord> TYPE = Types.POJO(OutRecord.class);
    private final ResultWriter writer = new ResultWriter();
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
        byte[] record = writer.encode(result.index(), result.id(), ruleRevision, result.body());
        OutRecord out = OutRecord.of(topic, result.id(), record);
        out.meta = mark;
        return out;
    }
}
