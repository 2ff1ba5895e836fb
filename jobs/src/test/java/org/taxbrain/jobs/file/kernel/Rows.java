package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Wire;

/** Makes clean records of the product's datasets from JSON rows, as CleanJob would. */
public final class Rows {
    static final Catalogue CATALOGUE = Catalogue.load(List.of());
    private static final Map<String, Dataset> BY_HASH = new HashMap<>();
    private static final long LANDED = Instant.parse("2026-03-01T02:00:01Z").toEpochMilli();

    static {
        CATALOGUE.datasets().forEach(d -> BY_HASH.put(d.hash(), d));
    }

    private Rows() {}

    /** The product's datasets by hash. */
    public static Dataset byHash(String hash) {
        return BY_HASH.get(hash);
    }

    /** The clean record of a row, as it stands in the topic; the order also makes position and source time. */
    public static byte[] clean(String dataset, String key, long order, ObjectNode row) {
        return Wire.clean().encode(record(dataset, key, order, Operation.UPSERT, payload(dataset, row)));
    }

    /** The same row as FileJob's stages pass it on. */
    static byte[] filed(String dataset, String key, long order, ObjectNode row) {
        return new RowReader(Rows::byHash).file(clean(dataset, key, order, row));
    }

    /** The record of a deletion, as it stands in the tombstone's header. */
    public static byte[] deletion(String dataset, String key, long order) {
        return Wire.clean().encode(record(dataset, key, order, Operation.DELETE, null));
    }

    private static CleanRecord record(String dataset, String key, long order, Operation operation, ByteBuffer payload) {
        return CleanRecord.newBuilder()
                .setDataset(dataset)
                .setDescriptorHash(CATALOGUE.dataset(dataset).hash())
                .setKey(key)
                .setOperation(operation)
                .setOrder(List.of(1L, order))
                .setPosition("test:" + order)
                .setBatch("test")
                .setSourceTime(order % 2 == 0 ? null : LANDED - 1000)
                .setLandedAt(LANDED)
                .setRemarks(List.of())
                .setPayload(payload)
                .build();
    }

    private static ByteBuffer payload(String dataset, ObjectNode row) {
        Dataset declared = CATALOGUE.dataset(dataset);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(declared.schema())
                    .write(values(declared.schema(), declared.fields(), row), encoder);
            encoder.flush();
            return ByteBuffer.wrap(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord values(Schema schema, List<Field> fields, JsonNode row) {
        GenericRecord record = new GenericData.Record(schema);
        for (Field field : fields) {
            JsonNode value = row.get(field.name());
            if (value != null) {
                Schema type = schema.getField(field.name()).schema();
                record.put(field.position(), value(type, field, value));
            }
        }
        return record;
    }

    private static Object value(Schema schema, Field field, JsonNode value) {
        return switch (field.type()) {
            case STRING, POINT -> value.textValue();
            case DECIMAL -> value.decimalValue().toPlainString();
            case LONG, MONEY -> value.longValue();
            case DATE -> (int) LocalDate.parse(value.textValue()).toEpochDay();
            case TIMESTAMP -> Instant.parse(value.textValue()).toEpochMilli();
            case BOOLEAN -> value.booleanValue();
            case LIST -> {
                List<GenericRecord> elements = new ArrayList<>();
                Schema list = schema.isUnion() ? schema.getTypes().get(1) : schema;
                value.forEach(e -> elements.add(values(list.getElementType(), field.children(), e)));
                yield elements;
            }
        };
    }
}
