package org.taxbrain.schemas.parse;

import java.util.List;
import org.apache.avro.io.Encoder;
import org.taxbrain.schemas.record.Remark;

/** The record being written: where its bytes go, and the values that checks of other fields refer to. */
final class Row {
    final Encoder out;
    final List<Remark> remarks;
    final long landedDay;
    /** Clean values by position, of the fields that checks of other fields refer to; null of those that are absent. */
    final Object[] values;

    Row(Encoder out, List<Remark> remarks, long landedDay, int fields) {
        this.out = out;
        this.remarks = remarks;
        this.landedDay = landedDay;
        this.values = new Object[fields];
    }

    /** A record within this one. */
    Row element(int fields) {
        return new Row(out, remarks, landedDay, fields);
    }
}
