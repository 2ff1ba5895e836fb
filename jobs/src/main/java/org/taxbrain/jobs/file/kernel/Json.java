package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes documents. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int INITIAL_BYTES = 2_048;

    private Json() {}

    /** What writes a part of a document. */
    @FunctionalInterface
    interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    /** An object whose fields a part writes, in UTF-8. */
    static byte[] object(Part fields) {
        return value(json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    /** What a part writes: one value, in UTF-8. */
    static byte[] value(Part value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a document can't be written", e);
        }
        return bytes.toByteArray();
    }

    /** A value that was written before: as it is, without looking into it. */
    static void written(JsonGenerator json, byte[] value) throws IOException {
        // what stands between two values; the value itself goes past the generator
        json.writeRawValue("");
        json.flush();
        ((OutputStream) json.getOutputTarget()).write(value);
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
}
