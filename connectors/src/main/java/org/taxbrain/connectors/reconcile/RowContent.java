package org.taxbrain.connectors.reconcile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.RowJson;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.RowCleaner;

/**
 * The canonical form of a row, in which both sides are compared: what the checks made of it, as JSON by field name, so that neither
 * how the source writes a value nor which revision of the declaration read it counts. Not safe for threads.
 */
final class RowContent {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, RowCleaner> cleaners = new HashMap<>();
    private final Map<String, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private BinaryDecoder decoder;

    /**
     * Of a row as a source writes it.
     *
     * @return null if the checks refuse it
     */
    byte[] ofLanded(Dataset dataset, List<String> values, long landedAt) {
        CleanResult result = cleaners.computeIfAbsent(dataset.hash(), hash -> RowCleaner.of(dataset))
                .clean(values, landedAt);
        return result instanceof CleanRow clean ? ofClean(dataset, clean.payload()) : null;
    }

    /** Of a clean row. */
    byte[] ofClean(Dataset dataset, ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return ofClean(dataset, bytes);
    }

    private byte[] ofClean(Dataset dataset, byte[] payload) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(payload, decoder);
            GenericRecord row = readers.computeIfAbsent(
                            dataset.hash(), hash -> new GenericDatumReader<>(dataset.schema()))
                    .read(null, decoder);
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            try (JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartObject();
                RowJson.fields(json, dataset.fields(), row);
                json.writeEndObject();
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a clean row of " + dataset + " can't be read", e);
        }
    }
}
