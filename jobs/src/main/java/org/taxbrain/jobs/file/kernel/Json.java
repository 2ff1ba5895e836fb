package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.taxbrain.schemas.catalogue.Field;

/** Writes documents; docs/contracts.md says how each type of field stands in them. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /** What writes a part of a document. */
    @FunctionalInterface
    interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    /** An object whose fields a part writes. */
    static String object(Part fields) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a document can't be written", e);
        }
        return text.toString();
    }

    static void texts(JsonGenerator json, String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** A field that is left out when its value is null. */
    static void text(JsonGenerator json, String name, Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    static void instant(JsonGenerator json, String name, Long epochMillis) throws IOException {
        if (epochMillis != null) {
            json.writeStringField(name, INSTANT.format(Instant.ofEpochMilli(epochMillis)));
        }
    }

    /** The fields of a row or of one element of its lists, absent ones left out. */
    static void fields(JsonGenerator json, List<Field> fields, GenericRecord values) throws IOException {
        for (Field field : fields) {
            Object value = values.get(field.position());
            if (value != null) {
                json.writeFieldName(field.name());
                value(json, field, value);
            }
        }
    }

    private static void value(JsonGenerator json, Field field, Object value) throws IOException {
        switch (field.type()) {
            case STRING -> json.writeString(value.toString());
            case LONG, MONEY -> json.writeNumber((Long) value);
            case DECIMAL -> json.writeNumber(new BigDecimal(value.toString()).toPlainString());
            case DATE -> json.writeString(LocalDate.ofEpochDay((Integer) value).toString());
            case TIMESTAMP -> json.writeString(INSTANT.format(Instant.ofEpochMilli((Long) value)));
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case LIST -> {
                json.writeStartArray();
                for (Object element : (List<?>) value) {
                    json.writeStartObject();
                    fields(json, field.children(), (GenericRecord) element);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
    }
}
