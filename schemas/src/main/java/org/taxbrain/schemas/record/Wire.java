package org.taxbrain.schemas.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/** The wire format of the envelopes: Avro single-object encoding. Decoders are not safe for threads: one Wire per thread or operator. */
public final class Wire<T extends SpecificRecordBase> {
    static {
        // the generated readers and writers of Avro, which a model doesn't use unasked: a third less time a record
        Stream.of(new LandedRecord(), new CleanRecord(), new Outcome(), new QuarantineEntry(), new ResultRecord())
                .forEach(record -> record.getSpecificData().setCustomCoders(true));
    }

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private Wire(BinaryMessageEncoder<T> encoder, BinaryMessageDecoder<T> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    public static Wire<LandedRecord> landed() {
        return new Wire<>(LandedRecord.getEncoder(), LandedRecord.getDecoder());
    }

    public static Wire<CleanRecord> clean() {
        return new Wire<>(CleanRecord.getEncoder(), CleanRecord.getDecoder());
    }

    public static Wire<Outcome> outcome() {
        return new Wire<>(Outcome.getEncoder(), Outcome.getDecoder());
    }

    public static Wire<QuarantineEntry> quarantine() {
        return new Wire<>(QuarantineEntry.getEncoder(), QuarantineEntry.getDecoder());
    }

    public static Wire<ResultRecord> result() {
        return new Wire<>(ResultRecord.getEncoder(), ResultRecord.getDecoder());
    }

    public static Wire<CatalogueEntry> catalogue() {
        return new Wire<>(CatalogueEntry.getEncoder(), CatalogueEntry.getDecoder());
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

    /** @throws UncheckedIOException if the bytes are not this record in a known schema */
    public T decode(byte[] bytes) {
        try {
            return decoder.decode(bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
