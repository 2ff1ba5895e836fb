package org.taxbrain.schemas.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The wire format of the envelopes: Avro single-object encoding. Reads what any release wrote, in its schema of then. Decoders are not
 * safe for threads: one Wire per thread or operator.
 */
public final class Wire<T extends SpecificRecordBase> {
    static {
        // the generated readers and writers of Avro, which a model doesn't use unasked: a third less time a record
        Stream.of(
                        new LandedRecord(),
                        new CleanRecord(),
                        new Outcome(),
                        new QuarantineEntry(),
                        new Discarded(),
                        new ResultRecord())
                .forEach(record -> record.getSpecificData().setCustomCoders(true));
    }

    private static final byte[] MARK = {(byte) 0xC3, 0x01};

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;
    private final byte[] header;
    private final DatumReader<T> reader;
    private BinaryDecoder reused;

    private Wire(T record, BinaryMessageEncoder<T> encoder, BinaryMessageDecoder<T> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.header = header(record.getSchema());
        this.reader = reader(record);
    }

    /** What precedes a record in Avro's single-object encoding: a mark, and which schema it was written with. */
    private static byte[] header(Schema schema) {
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

    public static Wire<LandedRecord> landed() {
        return new Wire<>(
                new LandedRecord(), LandedRecord.getEncoder(), LandedRecord.createDecoder(released("LandedRecord")));
    }

    public static Wire<CleanRecord> clean() {
        return new Wire<>(
                new CleanRecord(), CleanRecord.getEncoder(), CleanRecord.createDecoder(released("CleanRecord")));
    }

    public static Wire<Outcome> outcome() {
        return new Wire<>(new Outcome(), Outcome.getEncoder(), Outcome.createDecoder(released("Outcome")));
    }

    public static Wire<QuarantineEntry> quarantine() {
        return new Wire<>(
                new QuarantineEntry(),
                QuarantineEntry.getEncoder(),
                QuarantineEntry.createDecoder(released("QuarantineEntry")));
    }

    public static Wire<Discarded> discarded() {
        return new Wire<>(new Discarded(), Discarded.getEncoder(), Discarded.createDecoder(released("Discarded")));
    }

    public static Wire<Delivery> delivery() {
        return new Wire<>(new Delivery(), Delivery.getEncoder(), Delivery.createDecoder(released("Delivery")));
    }

    public static Wire<ResultRecord> result() {
        return new Wire<>(
                new ResultRecord(), ResultRecord.getEncoder(), ResultRecord.createDecoder(released("ResultRecord")));
    }

    public static Wire<CatalogueEntry> catalogue() {
        return new Wire<>(
                new CatalogueEntry(),
                CatalogueEntry.getEncoder(),
                CatalogueEntry.createDecoder(released("CatalogueEntry")));
    }

    private static SchemaStore released(String record) {
        return ReleasedSchemas.store(ReleasedSchemas.of(record));
    }

    public byte[] encode(T record) {
        try {
            ByteBuffer buffer = encoder.encode(record);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
