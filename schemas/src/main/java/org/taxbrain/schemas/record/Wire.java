package org.taxbrain.schemas.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The wire format of the envelopes: Avro single-object encoding. Reads what any release wrote, in its schema of then. Not safe for
 * threads: one Wire per thread or operator.
 */
public final class Wire<T extends SpecificRecordBase> {
    static {
        // the generated readers and writers of Avro, which a model doesn't use unasked: a third less time a record
        Stream.of(
                        new LandedRecord(),
                        new CleanRecord(),
                        new FiledRow(),
                        new Outcome(),
                        new QuarantineEntry(),
                        new Discarded(),
                        new ResultRecord())
                .forEach(record -> record.getSpecificData().setCustomCoders(true));
    }

    private static final byte[] MARK = {(byte) 0xC3, 0x01};
    private static final int INITIAL_BYTES = 512;

    private final BinaryMessageDecoder<T> decoder;
    private final byte[] header;
    private final DatumReader<T> reader;
    private final DatumWriter<T> writer;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(INITIAL_BYTES);
    private BinaryDecoder reused;
    private BinaryEncoder encoder;

    private Wire(T record, BinaryMessageDecoder<T> decoder) {
        this.decoder = decoder;
        this.header = header(record.getSchema());
        this.reader = reader(record);
        this.writer = writer(record);
    }

    /** What precedes a record in Avro's single-object encoding: a mark, and which schema it was written with. */
    static byte[] header(Schema schema) {
        byte[] fingerprint;
        try {
            fingerprint = SchemaNormalization.parsingFingerprint("CRC-64-AVRO", schema);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Avro has its own fingerprint", e);
        }
        return ByteBuffer.allocate(MARK.length + fingerprint.length)
                .put(MARK)
                .put(fingerprint)
                .array();
    }

    @SuppressWarnings("unchecked") // a model reads records of a schema as the class that was generated of it
    private static <T extends SpecificRecordBase> DatumReader<T> reader(T record) {
        return (DatumReader<T>) record.getSpecificData().createDatumReader(record.getSchema());
    }

    @SuppressWarnings("unchecked") // as above
    private static <T extends SpecificRecordBase> DatumWriter<T> writer(T record) {
        return (DatumWriter<T>) record.getSpecificData().createDatumWriter(record.getSchema());
    }

    public static Wire<LandedRecord> landed() {
        return new Wire<>(new LandedRecord(), LandedRecord.createDecoder(released("LandedRecord")));
    }

    public static Wire<CleanRecord> clean() {
        return new Wire<>(new CleanRecord(), CleanRecord.createDecoder(released("CleanRecord")));
    }

    public static Wire<FiledRow> filed() {
        return new Wire<>(new FiledRow(), FiledRow.createDecoder(released("FiledRow")));
    }

    public static Wire<Outcome> outcome() {
        return new Wire<>(new Outcome(), Outcome.createDecoder(released("Outcome")));
    }

    public static Wire<QuarantineEntry> quarantine() {
        return new Wire<>(new QuarantineEntry(), QuarantineEntry.createDecoder(released("QuarantineEntry")));
    }

    public static Wire<Discarded> discarded() {
        return new Wire<>(new Discarded(), Discarded.createDecoder(released("Discarded")));
    }

    public static Wire<Delivery> delivery() {
        return new Wire<>(new Delivery(), Delivery.createDecoder(released("Delivery")));
    }

    public static Wire<ResultRecord> result() {
        return new Wire<>(new ResultRecord(), ResultRecord.createDecoder(released("ResultRecord")));
    }

    public static Wire<CatalogueEntry> catalogue() {
        return new Wire<>(new CatalogueEntry(), CatalogueEntry.createDecoder(released("CatalogueEntry")));
    }

    private static SchemaStore released(String record) {
        return ReleasedSchemas.store(ReleasedSchemas.of(record));
    }

    /** Avro's encoder of messages writes to a synchronised stream, byte by byte; this one fills a buffer first. */
    public byte[] encode(T record) {
        encoder = EncoderFactory.get().binaryEncoder(written, encoder);
        // what a record that could not be written left in the encoder came out with the line above
        written.reset();
        try {
            encoder.writeFixed(header);
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.toByteArray();
    }

    /** @throws UncheckedIOException if the bytes are cut off; what is no record, or of no released schema, is Avro's own exception */
    public T decode(byte[] bytes) {
        try {
            if (isOfThisSchema(bytes)) {
                return reader.read(null, inPlace(bytes));
            }
            return decoder.decode(bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfThisSchema(byte[] bytes) {
        return bytes.length >= header.length && Arrays.equals(bytes, 0, header.length, header, 0, header.length);
    }

    /** Reads from the bytes; Avro's decoder of messages takes them one by one out of a synchronised stream. */
    private BinaryDecoder inPlace(byte[] bytes) {
        reused = DecoderFactory.get().binaryDecoder(bytes, header.length, bytes.length - header.length, reused);
        return reused;
    }
}
