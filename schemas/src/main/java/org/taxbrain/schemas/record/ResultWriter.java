package org.taxbrain.schemas.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes a {@link ResultRecord} whose document is UTF-8 already, as Avro's strings are: the same bytes as by {@link Wire}, without
 * a text in between, which took a fifth of writing a large document. Not safe for threads.
 */
public final class ResultWriter {
    private static final byte[] HEADER = Wire.header(ResultRecord.getClassSchema());
    /** Of a record beside its document. */
    private static final int ENVELOPE_BYTES = 128;

    private BinaryEncoder encoder;

    /** @param document JSON in UTF-8 */
    public byte[] encode(String index, String id, String ruleRevision, byte[] document) {
        ByteArrayOutputStream written = new ByteArrayOutputStream(document.length + ENVELOPE_BYTES);
        encoder = EncoderFactory.get().directBinaryEncoder(written, encoder);
        try {
            encoder.writeFixed(HEADER);
            encoder.writeString(index);
            encoder.writeString(id);
            encoder.writeString(ruleRevision);
            encoder.writeBytes(document);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return written.toByteArray();
    }
}
