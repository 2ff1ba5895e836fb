package org.taxbrain.jobs.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;

/** Reads the typed row of a clean record, as any consumer would. */
final class CleanRows {
    private CleanRows() {}

    static GenericRecord read(Dataset dataset, CleanRecord record) {
        try {
            byte[] payload = new byte[record.getPayload().remaining()];
            record.getPayload().duplicate().get(payload);
            return new GenericDatumReader<GenericRecord>(dataset.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(payload, null));
        } catch (IOException e) {
            throw new UncheckedIOException("the payload is not of the dataset's schema", e);
        }
    }
}
