package org.taxbrain.schemas.parse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.value.Dates;

/**
 * Parses, checks and normalises the rows of one dataset, straight into their Avro bytes. Compiled once from the declaration; not safe
 * for threads.
 */
public final class RowCleaner {
    private final FieldReader[] readers;
    private final CrossChecks crossChecks;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;

    private RowCleaner(FieldReader[] readers, CrossChecks crossChecks) {
        this.readers = readers;
        this.crossChecks = crossChecks;
    }

    public static RowCleaner of(Dataset dataset) {
        return new RowCleaner(FieldReader.of(dataset.fields(), dataset.schema()), CrossChecks.of(dataset.fields()));
    }

    /**
     * Cleans one landed row.
     *
     * @param values texts by position; a missing one is absent
     * @param landedAt when it landed, epoch milliseconds
     * @return the typed row, or the first fault: of a field in the schema's order, then between fields
     */
    public CleanResult clean(List<String> values, long landedAt) {
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        // what a refused row left in the encoder came out with the line above
        bytes.reset();
        Row row = new Row(encoder, new ArrayList<>(0), Dates.dayOf(landedAt), readers.length);
        try {
            for (int i = 0; i < readers.length; i++) {
                Fault fault = readers[i].read(i < values.size() ? values.get(i) : null, row);
                if (fault != null) {
                    return fault;
                }
            }
            Fault fault = crossChecks.firstFault(row);
            if (fault != null) {
                return fault;
            }
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new CleanRow(bytes.toByteArray(), List.<Remark>copyOf(row.remarks));
    }
}
