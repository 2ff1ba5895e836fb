package org.taxbrain.jobs.clean;

import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.record.LandedRecord;

/** A version of a key that was refused, until a row of its order or a newer one is accepted. A Flink POJO. */
public class RefusedVersion {
    /** Of its quarantine entry. */
    public String id;

    public String batch;
    public long[] order;
    /** Revision of the descriptor that it was refused by; 0: by none that was found. */
    public int revision;
    /** Where it landed. */
    public int partition;

    public long offset;

    static RefusedVersion of(String id, LandedRecord row, int revision, RawRecord in) {
        RefusedVersion version = new RefusedVersion();
        version.id = id;
        version.batch = row.getBatch();
        version.order = Fence.order(row);
        version.revision = revision;
        version.partition = in.partition;
        version.offset = in.offset;
        return version;
    }
}
