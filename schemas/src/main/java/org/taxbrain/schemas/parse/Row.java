package org.taxbrain.schemas.parse;

import java.util.List;
import org.apache.avro.io.Encoder;
import org.taxbrain.schemas.record.Remark;

/** The record being written: where its bytes go, and the texts that later fields refer to. */
final class Row {
    final Encoder out;
    final List<Remark> remarks;
    final long landedDay;
    /** Canonical texts by position, of the fields that {@code identifier-of} refers to. */
    final String[] texts;

    Row(Encoder out, List<Remark> remarks, long landedDay, int fields) {
        this.out = out;
        this.remarks = remarks;
        this.landedDay = landedDay;
        this.texts = new String[fields];
    }

    /** A record within this one. */
    Row element(int fields) {
        return new Row(out, remarks, landedDay, fields);
    }
}
